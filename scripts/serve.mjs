// @ts-check
import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, relative, resolve, sep } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { readAddress, urlOf } from './address.mjs';
import { securityHeaders } from './policy.mjs';
import { listenOnFreePort } from './ports.mjs';

/** @type {Record<string, string>} */
const CONTENT_TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

/**
 * A browser opens six connections to a host; a class of thirty fits with room to spare. Beyond that a connection is closed
 * as it comes, so that no number of them fills the memory.
 */
const MAX_CONNECTIONS = 512;

/**
 * How long a connection may take, milliseconds: for the headers of a request, for the whole request, between two
 * requests, and without a byte going either way.
 */
const TIMEOUTS = { headersTimeout: 10_000, requestTimeout: 20_000, keepAliveTimeout: 5_000, timeout: 30_000 };

/** Vite puts eight characters of the content's hash into the names of what it builds. */
const HASHED = /^assets\/.+-[\w-]{8}\.\w+$/;

/**
 * The file a request path means, or null where the path is malformed or leaves `root`.
 * @param {string} root absolute
 * @param {string} requestPath as it stands in the request, still percent-encoded, with or without a query
 * @returns {string | null} absolute; the file may not exist
 */
export function fileOf(root, requestPath) {
  let path;
  try {
    path = decodeURIComponent(requestPath.replace(/[?#].*$/s, ''));
  } catch {
    return null;
  }
  if (!path.startsWith('/') || /[\0\\]/.test(path) || path.split('/').includes('..')) return null;
  const file = join(root, path.endsWith('/') ? `${path}index.html` : path);
  return file.startsWith(root.endsWith(sep) ? root : root + sep) ? file : null;
}

/**
 * Serves the files under `root` over http, as any static host would. A taken port gives the next free one.
 * @param {object} options
 * @param {string} options.root
 * @param {string} [options.host]
 * @param {number} [options.port] 0: any free one
 * @param {number} [options.tries] how many ports to try, 1 for that one or none
 * @param {number} [options.maxConnections] at once
 * @param {Partial<typeof TIMEOUTS>} [options.timeouts] other than usual
 * @returns {Promise<{ url: string, port: number, close: () => Promise<void> }>}
 * @throws where no port can be had, or the host is not an address of this machine
 */
export async function serveFolder({
  root,
  host = '127.0.0.1',
  port = 0,
  tries = 50,
  maxConnections = MAX_CONNECTIONS,
  timeouts = {},
}) {
  const folder = await realpath(resolve(root));
  const { timeout, ...limits } = { ...TIMEOUTS, ...timeouts };
  // connections are looked at a second apart, or as often as the shortest time-out wants
  const connectionsCheckingInterval = Math.min(1000, ...Object.values(limits));
  const server = createServer({ ...limits, connectionsCheckingInterval }, (request, response) => {
    answer(folder, request, response).catch((error) => {
      console.error(error); // for who runs the server; who asks is told no path of this machine
      if (!response.headersSent) sendText(response, 500, '500 the server failed');
      else response.destroy();
    });
  });
  server.maxConnections = maxConnections;
  server.setTimeout(timeout);
  const openPort = await listenOnFreePort(server, host, port, tries);
  return {
    url: urlOf(host, openPort),
    port: openPort,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/**
 * @param {string} root
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
async function answer(root, request, response) {
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    return sendText(response, 405, `405 ${request.method} is not offered here`);
  }
  const file = fileOf(root, request.url ?? '/');
  if (file === null) return sendText(response, 400, '400 malformed path');
  const fileDescription = await describeFile(root, file);
  if (fileDescription === null) return sendText(response, 404, '404 no such file');

  const name = relative(root, file).split(sep).join('/');
  const etag = `"${fileDescription.size.toString(16)}-${Math.trunc(fileDescription.mtimeMs).toString(16)}"`;
  response.setHeader('ETag', etag);
  response.setHeader('Cache-Control', HASHED.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache');
  if (request.headers['if-none-match'] === etag) return void response.writeHead(304).end();
  response.setHeader(
    'Content-Type',
    CONTENT_TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream',
  );
  response.setHeader('Content-Length', fileDescription.size);
  response.writeHead(200);
  if (request.method === 'HEAD') return void response.end();
  const stream = createReadStream(file);
  stream.on('error', () => response.destroy());
  response.on('close', () => stream.destroy());
  stream.pipe(response);
}

/**
 * @param {string} root
 * @param {string} file
 * @returns {Promise<import('node:fs').Stats | null>} null where it is no file, or a link that leads out of root
 */
async function describeFile(root, file) {
  try {
    const real = await realpath(file);
    const description = await stat(real);
    return description.isFile() && real.startsWith(root + sep) ? description : null;
  } catch {
    return null;
  }
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {number} status
 * @param {string} text
 */
function sendText(response, status, text) {
  const body = Buffer.from(`${text}\n`);
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Length': body.length });
  response.end(body); // Node drops the body of an answer to HEAD
}

async function main() {
  const { host, port } = readAddress(process.env);
  const root = fileURLToPath(new URL('../dist/', import.meta.url));
  if ((await describeFile(root.replace(/[\\/]$/, ''), join(root, 'index.html'))) === null) {
    throw new Error('dist/: no built page there; run npm run build first');
  }
  const { url } = await serveFolder({ root, host, port, tries: 1 });
  console.log(url);
}

if (process.argv[1] && pathToFileURL(process.argv[1]).href === import.meta.url) {
  main().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
