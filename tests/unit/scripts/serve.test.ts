import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import type { Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { securityHeaders } from '../../../scripts/policy.mjs';
import { freePort } from '../../../scripts/ports.mjs';
import { fileOf, serveFolder } from '../../../scripts/serve.mjs';

const folder = mkdtempSync(join(tmpdir(), 'downhill-serve-'));
const root = join(folder, 'dist');
const shard = Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3]);
let server: Awaited<ReturnType<typeof serveFolder>>;

beforeAll(async () => {
  mkdirSync(join(root, 'assets'), { recursive: true });
  mkdirSync(join(root, 'data'));
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(join(root, 'index.html'), '<!doctype html>');
  writeFileSync(join(root, 'a b.txt'), 'spaced');
  writeFileSync(join(root, 'data', 'train-00.shard'), shard);
  for (const name of [
    'index-DiwrgTda.js',
    'index-C0ffee-_.css',
    'plain.js',
    'm.wasm',
    'f.woff2',
    'i.svg',
    'p.png',
    'j.json',
  ]) {
    writeFileSync(join(root, 'assets', name), name);
  }
  symlinkSync(join(folder, 'secret.txt'), join(root, 'link.txt'));
  server = await serveFolder({ root, host: '127.0.0.1', port: 0 });
});

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: Buffer;
}

/** A request whose path is sent as it stands, which fetch would tidy up first. */
function fetchPath(path: string, method = 'GET', headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: server.port, path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    sent.on('error', reject).end();
  });
}

describe('serveFolder', () => {
  it('serves index.html for the folder, and names its address', async () => {
    expect(server.url).toBe(`http://127.0.0.1:${server.port}/`);
    const { status, headers, body } = await fetchPath('/?preset=x');
    expect(status).toBe(200);
    expect(body.toString()).toBe('<!doctype html>');
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['cache-control']).toBe('no-cache');
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it.each([
    ['/assets/index-DiwrgTda.js', 'text/javascript; charset=utf-8'],
    ['/assets/index-C0ffee-_.css', 'text/css; charset=utf-8'],
    ['/assets/m.wasm', 'application/wasm'],
    ['/assets/f.woff2', 'font/woff2'],
    ['/assets/i.svg', 'image/svg+xml'],
    ['/assets/p.png', 'image/png'],
    ['/assets/j.json', 'application/json; charset=utf-8'],
    ['/a%20b.txt', 'text/plain; charset=utf-8'],
  ])('gives %s the type %s', async (path, type) => {
    const { status, headers } = await fetchPath(path);
    expect([status, headers['content-type']]).toEqual([200, type]);
  });

  it('sends a shard byte for byte, whatever the client accepts, and never as an encoding', async () => {
    const { headers, body } = await fetchPath('/data/train-00.shard', 'GET', { 'Accept-Encoding': 'gzip' });
    expect(headers['content-type']).toBe('application/octet-stream');
    expect(headers['content-encoding']).toBeUndefined();
    expect(headers['content-length']).toBe('7');
    expect(body.equals(shard)).toBe(true);
  });

  it('lets only files with a hash in their name be kept without asking', async () => {
    const longCache = 'public, max-age=31536000, immutable';
    expect((await fetchPath('/assets/index-DiwrgTda.js')).headers['cache-control']).toBe(longCache);
    expect((await fetchPath('/assets/index-C0ffee-_.css')).headers['cache-control']).toBe(longCache);
    expect((await fetchPath('/assets/plain.js')).headers['cache-control']).toBe('no-cache');
    expect((await fetchPath('/data/train-00.shard')).headers['cache-control']).toBe('no-cache');
  });

  it('answers 304 to who has the file, and anew once it has changed', async () => {
    const etag = String((await fetchPath('/a%20b.txt')).headers.etag);
    const again = await fetchPath('/a%20b.txt', 'GET', { 'If-None-Match': etag });
    expect([again.status, again.body.length]).toEqual([304, 0]);
    writeFileSync(join(root, 'a b.txt'), 'spaced out');
    const changed = await fetchPath('/a%20b.txt', 'GET', { 'If-None-Match': etag });
    expect([changed.status, changed.body.toString()]).toEqual([200, 'spaced out']);
  });

  it('answers HEAD with the headers alone', async () => {
    const { status, headers, body } = await fetchPath('/data/train-00.shard', 'HEAD');
    expect([status, headers['content-length'], body.length]).toEqual([200, '7', 0]);
  });

  it.each(['/missing.js', '/assets', '/assets/', '/link.txt'])('answers 404 as text to %s', async (path) => {
    const { status, headers, body } = await fetchPath(path);
    expect([status, headers['content-type']]).toEqual([404, 'text/plain; charset=utf-8']);
    expect(body.toString()).toBe('404 no such file\n');
  });

  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e%2fsecret.txt',
    '/..%5csecret.txt',
    '/index.html%00.js',
    '/%',
    '/%c0%af',
    'http://elsewhere/secret.txt',
  ])('refuses %s', async (path) => {
    const { status, body } = await fetchPath(path);
    expect(status).toBe(400);
    expect(body.toString()).not.toContain('secret');
  });

  it('decodes a path once only', async () => {
    expect((await fetchPath('/%252e%252e%252fsecret.txt')).status).toBe(404);
  });

  it.each(['POST', 'PUT', 'DELETE'])('refuses %s', async (method) => {
    const { status, headers } = await fetchPath('/', method);
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD']);
  });

  it('closes although a client keeps its connection', async () => {
    const other = await serveFolder({ root });
    const socket = connect(other.port, '127.0.0.1');
    await new Promise<void>((done) => socket.once('connect', () => done()));
    const closed = new Promise<void>((done) => socket.once('close', () => done()));
    await other.close();
    await closed;
    await expect(fetch(other.url)).rejects.toThrow('fetch failed');
  });

  it.each(['/', '/assets/index-DiwrgTda.js', '/missing.js', '/%'])(
    'sends the policy of the page, and who may frame it, with %s',
    async (path) => {
      const { headers } = await fetchPath(path);
      for (const [name, value] of Object.entries(securityHeaders))
        expect(headers[name.toLowerCase()]).toBe(value);
      expect(headers['content-security-policy']).toContain("frame-ancestors 'self'");
    },
  );

  it('refuses a folder that is not there', async () => {
    await expect(serveFolder({ root: join(folder, 'nothing') })).rejects.toThrow('ENOENT');
  });
});

describe('a client that takes its time', () => {
  /** What the server sends on a connection that writes `text` and then rests, once the server has closed it. */
  function untilClosed(port: number, text: string): Promise<string> {
    return new Promise((done) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(text));
      let got = '';
      socket.setEncoding('latin1');
      socket.on('data', (chunk: string) => {
        got += chunk;
      });
      socket.on('end', () => socket.end());
      socket.on('close', () => done(got));
      socket.on('error', () => undefined); // a close follows, be it by a reset
    });
  }

  const short = { headersTimeout: 50, requestTimeout: 100, keepAliveTimeout: 50, timeout: 30_000 };

  it('is answered 408 and let go where the headers do not come to an end', async () => {
    const slow = await serveFolder({ root, timeouts: short });
    expect(await untilClosed(slow.port, 'GET / HTTP/1.1\r\nHost: x\r\nX-A: ')).toMatch(/^HTTP\/1\.1 408 /);
    expect((await fetch(slow.url)).status).toBe(200);
    await slow.close();
  });

  it('is let go where it asks for nothing more', async () => {
    const slow = await serveFolder({ root, timeouts: short });
    expect(await untilClosed(slow.port, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /);
    await slow.close();
  });

  it('is let go where no byte goes either way', async () => {
    const slow = await serveFolder({ root, timeouts: { timeout: 50 } });
    expect(await untilClosed(slow.port, '')).toBe('');
    await slow.close();
  });

  it('keeps others from nothing: connections beyond the limit are closed as they come', async () => {
    const few = await serveFolder({ root, maxConnections: 8, timeouts: { timeout: 30_000 } });
    const held: Socket[] = [];
    for (let i = 0; i < 8; i++) {
      const socket = connect(few.port, '127.0.0.1');
      await new Promise<void>((done) => socket.once('connect', () => done()));
      held.push(socket);
    }
    expect(await untilClosed(few.port, '')).toBe('');
    held[0]?.destroy();
    await vi.waitFor(async () => expect((await fetch(few.url)).status).toBe(200));
    for (const socket of held) socket.destroy();
    await few.close();
  });
});

describe('the port', () => {
  async function occupy(port: number): Promise<() => Promise<void>> {
    const holder = createServer();
    await new Promise<void>((done) => holder.listen(port, '127.0.0.1', () => done()));
    return () => new Promise((done) => holder.close(() => done()));
  }

  it('is the one asked for where it is free', async () => {
    const port = await freePort();
    const other = await serveFolder({ root, port });
    expect(other.port).toBe(port);
    await other.close();
  });

  it('is the next free one where it is taken', async () => {
    const port = await freePort();
    const release = await occupy(port);
    const other = await serveFolder({ root, port });
    expect(other.port).toBeGreaterThan(port);
    expect(other.port).toBeLessThan(port + 50);
    expect((await fetch(other.url)).status).toBe(200);
    await other.close();
    await release();
  });

  it('is refused where it is taken and no other may be tried', async () => {
    const port = await freePort();
    const release = await occupy(port);
    await expect(serveFolder({ root, port, tries: 1 })).rejects.toThrow(
      `PORT: taken on 127.0.0.1, got ${port}; choose another PORT`,
    );
    await release();
  });

  it('is no reason to search on where the host is not of this machine', async () => {
    await expect(serveFolder({ root, host: '203.0.113.1', port: 4173 })).rejects.toThrow(
      '203.0.113.1:4173: cannot listen there, got EADDRNOTAVAIL; choose another HOST or PORT',
    );
  });
});

describe('fileOf', () => {
  it('stays inside the folder, also where another begins with its name', () => {
    expect(fileOf('/srv/dist', '/')).toBe(join('/srv/dist', 'index.html'));
    expect(fileOf('/srv/dist', '/x//y.js#z')).toBe(join('/srv/dist', 'x', 'y.js'));
    expect(fileOf('/srv/dist', '/../dist-old/x')).toBeNull();
    expect(fileOf('/srv/dist', 'x.js')).toBeNull();
  });
});
