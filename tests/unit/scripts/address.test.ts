import { describe, expect, it } from 'vitest';
import { isLoopback, noticeForOthers, readAddress, urlOf } from '../../../scripts/address.mjs';
import { openCommand } from '../../../scripts/open-browser.mjs';

describe('readAddress', () => {
  it('is 127.0.0.1:4173 unless HOST and PORT say otherwise', () => {
    expect(readAddress({})).toEqual({ host: '127.0.0.1', port: 4173 });
    expect(readAddress({ HOST: '', PORT: '' })).toEqual({ host: '127.0.0.1', port: 4173 });
    expect(readAddress({ HOST: '0.0.0.0', PORT: '8080' })).toEqual({ host: '0.0.0.0', port: 8080 });
    expect(readAddress({ PORT: '0' }).port).toBe(0);
  });

  it.each(['abc', '-1', '80.5', '65536', '0x50', '1e3'])('refuses the port %s', (PORT) => {
    expect(() => readAddress({ PORT })).toThrow(
      `PORT: must be a whole number from 0 to 65535, got "${PORT}"; try PORT=4173`,
    );
  });
});

describe('urlOf', () => {
  it('names an address that opens on this machine', () => {
    expect(urlOf('127.0.0.1', 4173)).toBe('http://127.0.0.1:4173/');
    expect(urlOf('0.0.0.0', 1)).toBe('http://localhost:1/');
    expect(urlOf('::', 1)).toBe('http://localhost:1/');
    expect(urlOf('::1', 1)).toBe('http://[::1]:1/');
  });
});

describe('noticeForOthers', () => {
  const address = { netmask: '', mac: '', cidr: null };
  const interfaces = {
    lo: [{ ...address, address: '127.0.0.1', family: 'IPv4' as const, internal: true }],
    eth0: [
      { ...address, address: '192.0.2.7', family: 'IPv4' as const, internal: false },
      { ...address, address: 'fe80::1', family: 'IPv6' as const, internal: false, scopeid: 0 },
    ],
  };

  it('says nothing where only this machine can come', () => {
    for (const host of ['127.0.0.1', '127.1.2.3', 'localhost', '::1']) {
      expect(isLoopback(host)).toBe(true);
      expect(noticeForOthers(host, 4173, interfaces)).toEqual([]);
    }
  });

  it('says what others open, and that they get no WebGPU over plain http', () => {
    const [where, why] = noticeForOthers('0.0.0.0', 4173, interfaces);
    expect(where).toBe('From other machines: http://192.0.2.7:4173/');
    expect(why).toContain('WebGPU needs a secure context');
    expect(noticeForOthers('192.0.2.7', 4173, interfaces)).toEqual([why]);
  });

  it('takes no name for loopback that only begins like it', () => {
    expect(isLoopback('127.0.0.1.example.org')).toBe(false);
    expect(isLoopback('0.0.0.0')).toBe(false);
  });
});

describe('openCommand', () => {
  const url = 'http://127.0.0.1:4173/';

  it('needs a display on Linux', () => {
    expect(openCommand(url, 'linux', {})).toBeNull();
    expect(openCommand(url, 'linux', { DISPLAY: ':0' })).toEqual({ command: 'xdg-open', args: [url] });
    expect(openCommand(url, 'linux', { WAYLAND_DISPLAY: 'wayland-0' })?.command).toBe('xdg-open');
  });

  it('uses what the system has', () => {
    expect(openCommand(url, 'darwin', {})).toEqual({ command: 'open', args: [url] });
    expect(openCommand(url, 'win32', {})).toEqual({ command: 'cmd.exe', args: ['/c', 'start', '', url] });
  });

  it('opens nothing in CI or where none is wanted', () => {
    expect(openCommand(url, 'darwin', { BROWSER: 'none' })).toBeNull();
    expect(openCommand(url, 'linux', { DISPLAY: ':0', CI: 'true' })).toBeNull();
    expect(openCommand(url, 'linux', { DISPLAY: ':0', CI: 'false' })).not.toBeNull();
  });
});
