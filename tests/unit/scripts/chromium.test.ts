import { describe, expect, it } from 'vitest';
import {
  findChromium,
  findVulkanDriver,
  hasVulkanLoader,
  vulkanEnvironment,
} from '../../../scripts/chromium.mjs';
import { installCommands, missingForGpu } from '../../../scripts/chromium-install.mjs';
import { machine } from './machine.ts';

const DEBIAN = [
  '/usr/bin/chromium',
  '/usr/lib/chromium/vk_swiftshader_icd.json',
  '/usr/lib/chromium/libvulkan.so.1',
];
const LOADER = '/usr/lib/x86_64-linux-gnu/libvulkan.so.1';
const CACHE = '/home/ada/.cache/ms-playwright';
const PLAYWRIGHT = [1187, 999].flatMap((revision) => [
  `${CACHE}/chromium-${revision}/chrome-linux/chrome`,
  `${CACHE}/chromium-${revision}/chrome-linux/vk_swiftshader_icd.json`,
  `${CACHE}/chromium-${revision}/chrome-linux/libvulkan.so.1`,
]);

describe('findChromium', () => {
  it('takes CHROMIUM before all else, and says where it is wrong', () => {
    const env = { PATH: '/usr/bin', CHROMIUM: '/opt/mine/chrome' };
    expect(findChromium(machine({ files: [...DEBIAN, '/opt/mine/chrome'], env }))).toBe('/opt/mine/chrome');
    expect(() => findChromium(machine({ files: DEBIAN, env }))).toThrow(
      'CHROMIUM: no such file, got "/opt/mine/chrome"; give the path of an executable, or unset it',
    );
  });

  it("finds Debian's, Google's and Playwright's, in this order", () => {
    const google = ['/usr/bin/google-chrome', '/opt/google/chrome/vk_swiftshader_icd.json'];
    expect(findChromium(machine({ files: [...google, ...PLAYWRIGHT, ...DEBIAN] }))).toBe('/usr/bin/chromium');
    expect(findChromium(machine({ files: [...google, ...PLAYWRIGHT] }))).toBe('/usr/bin/google-chrome');
    expect(findChromium(machine({ files: PLAYWRIGHT }))).toBe(`${CACHE}/chromium-1187/chrome-linux/chrome`);
  });

  it('finds it in its usual place where PATH is empty', () => {
    expect(findChromium(machine({ files: DEBIAN, env: {} }))).toBe('/usr/bin/chromium');
  });

  it('passes over one that does not start, or lacks the software driver', () => {
    const stub = machine({ files: [...DEBIAN, ...PLAYWRIGHT], broken: ['/usr/bin/chromium'] });
    expect(findChromium(stub)).toBe(`${CACHE}/chromium-1187/chrome-linux/chrome`);
    expect(findChromium(machine({ files: ['/usr/bin/chromium'] }))).toBeNull();
    expect(findChromium(machine({ files: [] }))).toBeNull();
  });

  it("finds Playwright's on macOS, and where its cache was moved", () => {
    const inApp = 'Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing';
    const mac = `/home/ada/Library/Caches/ms-playwright/chromium-1200/chrome-mac-arm64/${inApp}`;
    expect(findChromium(machine({ files: [mac], platform: 'darwin' }))).toBe(mac);
    const moved = [
      '/b/chromium-7/chrome-linux64/chrome',
      '/b/chromium-7/chrome-linux64/vk_swiftshader_icd.json',
    ];
    const env = { PLAYWRIGHT_BROWSERS_PATH: '/b' };
    expect(findChromium(machine({ files: moved, env }))).toBe('/b/chromium-7/chrome-linux64/chrome');
  });

  it('does not take the headless shell', () => {
    const shell = `${CACHE}/chromium_headless_shell-1187/chrome-linux`;
    expect(
      findChromium(machine({ files: [`${shell}/chrome`, `${shell}/vk_swiftshader_icd.json`] })),
    ).toBeNull();
  });
});

describe('findVulkanDriver', () => {
  it("finds it beside the browser, behind Debian's script and behind a link", () => {
    expect(findVulkanDriver('/usr/bin/chromium', machine({ files: DEBIAN }))).toBe(DEBIAN[1]);
    const shell = `${CACHE}/chromium-1187/chrome-linux`;
    expect(findVulkanDriver(`${shell}/chrome`, machine({ files: PLAYWRIGHT }))).toBe(
      `${shell}/vk_swiftshader_icd.json`,
    );
    const links = { '/usr/bin/google-chrome-stable': '/opt/g/google-chrome' };
    const linked = machine({ files: ['/opt/g/google-chrome', '/opt/g/vk_swiftshader_icd.json'], links });
    expect(findVulkanDriver('/usr/bin/google-chrome-stable', linked)).toBe('/opt/g/vk_swiftshader_icd.json');
  });
});

describe('vulkanEnvironment', () => {
  it("adds Chromium's loader only where the system has none", () => {
    const driver = { VK_ICD_FILENAMES: '/usr/lib/chromium/vk_swiftshader_icd.json' };
    expect(vulkanEnvironment('/usr/bin/chromium', machine({ files: [...DEBIAN, LOADER] }))).toEqual(driver);
    expect(vulkanEnvironment('/usr/bin/chromium', machine({ files: DEBIAN }))).toEqual({
      ...driver,
      LD_LIBRARY_PATH: '/usr/lib/chromium',
    });
    const withPath = machine({ files: DEBIAN, env: { LD_LIBRARY_PATH: '/mine' } });
    expect(vulkanEnvironment('/usr/bin/chromium', withPath).LD_LIBRARY_PATH).toBe('/usr/lib/chromium:/mine');
  });

  it('is empty without Chromium and on other systems', () => {
    expect(vulkanEnvironment(null, machine({ files: DEBIAN }))).toEqual({});
    expect(vulkanEnvironment('/usr/bin/chromium', machine({ files: DEBIAN, platform: 'darwin' }))).toEqual(
      {},
    );
  });

  it('sees the loader where the linker looks', () => {
    expect(hasVulkanLoader(machine({ files: [LOADER] }))).toBe(true);
    expect(hasVulkanLoader(machine({ files: ['/v/libvulkan.so.1'], env: { LD_LIBRARY_PATH: '/v' } }))).toBe(
      true,
    );
    expect(hasVulkanLoader(machine({ files: DEBIAN }))).toBe(false);
  });
});

describe('what is missing', () => {
  it('is nothing where Chromium brings the loader', () => {
    expect(missingForGpu(machine({ files: DEBIAN }))).toEqual({
      chromium: '/usr/bin/chromium',
      needsChromium: false,
      needsLoader: false,
    });
  });

  it('is the loader where neither has it, and both where there is nothing', () => {
    const bare = machine({ files: DEBIAN.slice(0, 2) });
    expect(missingForGpu(bare)).toMatchObject({ needsChromium: false, needsLoader: true });
    expect(missingForGpu(machine({ files: [] }))).toEqual({
      chromium: null,
      needsChromium: true,
      needsLoader: true,
    });
    expect(missingForGpu(machine({ files: [], platform: 'darwin' })).needsLoader).toBe(false);
  });
});

describe('waysToInstall', () => {
  const nothing = { root: '/repo', isRoot: true, hasApt: true, needsChromium: true, needsLoader: true };
  const lines = (options: typeof nothing): string[][] =>
    installCommands(options).map((steps) => steps.map(({ args }) => args.join(' ')));
  const playwright = '/repo/node_modules/@playwright/test/cli.js install --no-shell';

  it("is Debian's packages as root, after an update, then Playwright's own", () => {
    expect(lines(nothing)).toEqual([
      ['update', 'install -y chromium libvulkan1'],
      [`${playwright} --with-deps chromium`],
    ]);
    expect(installCommands(nothing)[0]?.map(({ command }) => command)).toEqual(['apt-get', 'apt-get']);
  });

  it("is Playwright's own alone where we are not root, or there is no apt", () => {
    expect(lines({ ...nothing, isRoot: false })).toEqual([[`${playwright} chromium`]]);
    expect(lines({ ...nothing, hasApt: false })).toEqual([[`${playwright} chromium`]]);
  });

  it('installs no more than what is missing', () => {
    expect(lines({ ...nothing, needsChromium: false })).toEqual([['update', 'install -y libvulkan1']]);
    expect(lines({ ...nothing, needsChromium: false, needsLoader: false })).toEqual([]);
    expect(lines({ ...nothing, needsChromium: false, isRoot: false })).toEqual([]);
  });
});
