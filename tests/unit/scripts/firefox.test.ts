import { describe, expect, it } from 'vitest';
import { findFirefox, findLlvmpipe, firefoxEnvironment } from '../../../scripts/firefox.mjs';
import {
  adviceForFirefox,
  missingForFirefox,
  waysToInstallFirefox,
} from '../../../scripts/firefox-install.mjs';
import { machine } from './machine.ts';

const DRIVER = '/usr/share/vulkan/icd.d/lvp_icd.x86_64.json';
const DEBIAN = ['/usr/bin/firefox-esr', DRIVER];

describe('findFirefox', () => {
  it('takes FIREFOX before all else, and says where it is wrong', () => {
    const env = { PATH: '/usr/bin', FIREFOX: '/opt/mine/firefox' };
    expect(findFirefox(machine({ files: [...DEBIAN, '/opt/mine/firefox'], env }))).toBe('/opt/mine/firefox');
    expect(() => findFirefox(machine({ files: DEBIAN, env }))).toThrow(
      'FIREFOX: no such file, got "/opt/mine/firefox"; give the path of an executable, or unset it',
    );
  });

  it("finds Debian's, then others, and passes over one that does not start", () => {
    const files = ['/usr/local/bin/firefox', ...DEBIAN];
    expect(findFirefox(machine({ files }))).toBe('/usr/bin/firefox-esr');
    expect(findFirefox(machine({ files, broken: ['/usr/bin/firefox-esr'] }))).toBe('/usr/local/bin/firefox');
    expect(findFirefox(machine({ files: DEBIAN, env: {} }))).toBe('/usr/bin/firefox-esr');
    expect(findFirefox(machine({ files: [] }))).toBeNull();
  });

  it('finds that of macOS and of Windows', () => {
    const mac = '/Applications/Firefox.app/Contents/MacOS/firefox';
    expect(findFirefox(machine({ files: [mac], platform: 'darwin' }))).toBe(mac);
    const windows = 'C:/Mozilla Firefox/firefox.exe';
    expect(findFirefox(machine({ files: [windows], platform: 'win32', env: { PROGRAMFILES: 'C:' } }))).toBe(
      windows,
    );
  });
});

describe('the driver', () => {
  it("is Mesa's llvmpipe, with the processor in its name or without, and none of a graphics card", () => {
    const cards = [
      '/usr/share/vulkan/icd.d/intel_icd.x86_64.json',
      '/usr/share/vulkan/icd.d/nvidia_icd.json',
    ];
    expect(findLlvmpipe(machine({ files: [...cards, DRIVER] }))).toBe(DRIVER);
    const plain = '/usr/share/vulkan/icd.d/lvp_icd.json';
    expect(findLlvmpipe(machine({ files: [...cards, plain] }))).toBe(plain);
    expect(findLlvmpipe(machine({ files: cards }))).toBeNull();
  });

  it('is put into the environment on Linux alone', () => {
    expect(firefoxEnvironment(machine({ files: DEBIAN }))).toEqual({ VK_ICD_FILENAMES: DRIVER });
    expect(firefoxEnvironment(machine({ files: [] }))).toEqual({});
    expect(firefoxEnvironment(machine({ files: DEBIAN, platform: 'darwin' }))).toEqual({});
  });
});

describe('what is missing', () => {
  it('is nothing, the driver, or both', () => {
    expect(missingForFirefox(machine({ files: DEBIAN }))).toEqual({
      firefox: '/usr/bin/firefox-esr',
      needsFirefox: false,
      needsDriver: false,
    });
    expect(missingForFirefox(machine({ files: DEBIAN.slice(0, 1) }))).toMatchObject({ needsDriver: true });
    expect(missingForFirefox(machine({ files: [] }))).toEqual({
      firefox: null,
      needsFirefox: true,
      needsDriver: true,
    });
    expect(missingForFirefox(machine({ files: [], platform: 'darwin' })).needsDriver).toBe(false);
  });

  it("comes from Debian's packages as root, and from nowhere else", () => {
    const nothing = { isRoot: true, hasApt: true, needsFirefox: true, needsDriver: true };
    const lines = (options: typeof nothing): string[][] =>
      waysToInstallFirefox(options).map((steps) => steps.map(({ args }) => args.join(' ')));
    expect(lines(nothing)).toEqual([['update', 'install -y firefox-esr mesa-vulkan-drivers']]);
    expect(lines({ ...nothing, needsFirefox: false })).toEqual([
      ['update', 'install -y mesa-vulkan-drivers'],
    ]);
    expect(lines({ ...nothing, needsFirefox: false, needsDriver: false })).toEqual([]);
    expect(lines({ ...nothing, isRoot: false })).toEqual([]);
    expect(lines({ ...nothing, hasApt: false })).toEqual([]);
  });

  it('is said with what to do', () => {
    expect(adviceForFirefox({ needsFirefox: true, needsDriver: true })).toEqual([
      'Firefox: none found that starts; install it (firefox-esr on Debian), or set FIREFOX to the path of one',
      "lvp_icd.json: not found; install Mesa's Vulkan drivers (mesa-vulkan-drivers on Debian)",
    ]);
    expect(adviceForFirefox({ needsFirefox: false, needsDriver: false })).toEqual([]);
  });
});
