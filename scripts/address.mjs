// @ts-check
import { networkInterfaces } from 'node:os';

const DEFAULT_PORT = 4173;

/**
 * Where to serve: 127.0.0.1:4173 unless HOST and PORT say otherwise.
 * @param {Record<string, string | undefined>} env
 * @returns {{ host: string, port: number }}
 * @throws where PORT is no port
 */
export function readAddress(env) {
  const host = env.HOST?.trim() || '127.0.0.1';
  const text = env.PORT?.trim() || String(DEFAULT_PORT);
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) {
    throw new Error(`PORT: must be a whole number from 0 to 65535, got "${text}"; try PORT=${DEFAULT_PORT}`);
  }
  return { host, port };
}

/**
 * Whether only this machine can reach that host.
 * @param {string} host
 * @returns {boolean}
 */
export function isLoopback(host) {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/**
 * The address to open on this machine. A server on all interfaces is named by localhost, which is a secure context.
 * @param {string} host
 * @param {number} port
 * @returns {string}
 */
export function urlOf(host, port) {
  if (host === '0.0.0.0' || host === '::') return `http://localhost:${port}/`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}/`;
}

/**
 * What to say where other machines can open the page; nothing where they cannot.
 * @param {string} host
 * @param {number} port
 * @param {ReturnType<typeof networkInterfaces>} [interfaces]
 * @returns {string[]} lines
 */
export function noticeForOthers(host, port, interfaces = networkInterfaces()) {
  if (isLoopback(host)) return [];
  const addresses = Object.values(interfaces)
    .flatMap((list) => list ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => urlOf(address, port));
  const everywhere = host === '0.0.0.0' || host === '::';
  return [
    ...(everywhere && addresses.length > 0 ? [`From other machines: ${addresses.join('  ')}`] : []),
    'WebGPU needs a secure context (https, or localhost): other machines that open this page over plain http ' +
      'train on the CPU, by WebAssembly.',
  ];
}
