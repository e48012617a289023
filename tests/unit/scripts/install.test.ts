import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { installReason, missingDependencies } from '../../../scripts/install.mjs';
import { nodeIsNewEnough } from '../../../scripts/node-version.mjs';

const locked = {
  '': { version: '0.1.0' },
  'node_modules/zod': { version: '4.6.7', integrity: 'sha512-a' },
  'node_modules/vite/node_modules/tool': { version: '1.0.0', integrity: 'sha512-b' },
  'node_modules/tool-win32': { version: '1.0.0', integrity: 'sha512-c', optional: true },
};
const { '': _project, 'node_modules/tool-win32': _otherPlatform, ...installed } = locked;

describe('installReason', () => {
  it('is none where what is installed is what is locked', () => {
    expect(installReason(locked, installed)).toBeNull();
    expect(installReason(locked, locked)).toBeNull();
  });

  it('is that nothing was installed, or not to the end', () => {
    expect(installReason(locked, null)).toBe('none are installed');
  });

  it('names the package that differs', () => {
    const changed = { ...installed, 'node_modules/zod': { version: '4.6.6', integrity: 'sha512-a' } };
    expect(installReason(locked, changed)).toBe('package-lock.json has changed at zod');
    const forged = {
      ...installed,
      'node_modules/vite/node_modules/tool': { version: '1.0.0', integrity: 'sha512-x' },
    };
    expect(installReason(locked, forged)).toBe('package-lock.json has changed at tool');
    const optional = { ...installed, 'node_modules/tool-win32': { version: '0.9.0', integrity: 'sha512-c' } };
    expect(installReason(locked, optional)).toBe('package-lock.json has changed at tool-win32');
  });

  it('sees a package too few or too many', () => {
    const { 'node_modules/zod': _zod, ...fewer } = installed;
    expect(installReason(locked, fewer)).toBe('package-lock.json has changed at zod');
    const more = { ...installed, 'node_modules/@a/b': { version: '1.0.0' } };
    expect(installReason(locked, more)).toBe('package-lock.json has changed at @a/b');
  });
});

describe('missingDependencies', () => {
  const root = mkdtempSync(join(tmpdir(), 'downhill-install-'));
  afterAll(() => rmSync(root, { recursive: true }));

  it('reads what npm wrote last, not whether the folder exists', () => {
    writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: locked }));
    expect(missingDependencies(root)).toBe('none are installed');
    mkdirSync(join(root, 'node_modules'));
    expect(missingDependencies(root)).toBe('none are installed');
    writeFileSync(join(root, 'node_modules', '.package-lock.json'), JSON.stringify({ packages: installed }));
    expect(missingDependencies(root)).toBeNull();
  });
});

describe('nodeIsNewEnough', () => {
  it.each(['20.19.0', '20.20.2', '22.12.0', '24.0.0', '100.1.0', '20.19.0-nightly'])(
    'takes %s',
    (version) => {
      expect(nodeIsNewEnough(version)).toBe(true);
    },
  );

  it.each(['20.18.9', '18.20.4', '21.7.3', '22.11.0', '23.5.0', '9.99.0', '', 'x'])(
    'refuses "%s"',
    (version) => {
      expect(nodeIsNewEnough(version)).toBe(false);
    },
  );
});
