// @ts-check
import { spawn } from 'node:child_process';
import process from 'node:process';

/**
 * The command that opens an address in the person's browser, or null where there is no display or none is wanted.
 * @param {string} url
 * @param {string} platform as in `process.platform`
 * @param {Record<string, string | undefined>} env
 * @returns {{ command: string, args: string[] } | null}
 */
export function openCommand(url, platform, env) {
  if (env.BROWSER === 'none' || (env.CI && env.CI !== 'false')) return null;
  if (platform === 'darwin') return { command: 'open', args: [url] };
  if (platform === 'win32') return { command: 'cmd.exe', args: ['/c', 'start', '', url] };
  return env.DISPLAY || env.WAYLAND_DISPLAY ? { command: 'xdg-open', args: [url] } : null;
}

/**
 * Opens an address in the browser where that can be done. Does not wait, and does not fail: the address is
 * printed anyway.
 * @param {string} url
 */
export function openBrowser(url) {
  const opener = openCommand(url, process.platform, process.env);
  if (opener === null) return;
  const child = spawn(opener.command, opener.args, { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
