import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { readOverHttp } from '../../../../src/data/sources/http-reader.ts';

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/data/fashion-mnist`;
}

const never = () => new AbortController().signal;
const ignore = () => undefined;

describe('readOverHttp', () => {
  it('returns the bytes and reports their number as they come', async () => {
    const body = Uint8Array.from({ length: 300_000 }, (_, i) => i % 256);
    const url = await serve((_, response) => response.end(body));
    const reported: number[] = [];
    const bytes = await readOverHttp(`${url}/train-00.shard`, never(), (n) => reported.push(n));
    expect(bytes).toEqual(body);
    expect(reported.reduce((a, b) => a + b, 0)).toBe(300_000);
  });

  it('names a file that is missing', async () => {
    const url = await serve((_, response) => response.writeHead(404).end('nothing here'));
    await expect(readOverHttp(`${url}/train-03.shard?v=1`, never(), ignore)).rejects.toMatchObject({
      code: 'data',
      path: 'fashion-mnist/train-03.shard',
      fact: { id: 'dataFileMissing', params: { file: 'fashion-mnist/train-03.shard', status: 404 } },
    });
  });

  it('tells a server in trouble from a missing file', async () => {
    const url = await serve((_, response) => response.writeHead(503).end());
    await expect(readOverHttp(`${url}/train-03.shard`, never(), ignore)).rejects.toMatchObject({
      fact: { id: 'dataFileRejected', params: { file: 'fashion-mnist/train-03.shard', status: 503 } },
    });
  });

  it('says how far a broken connection got', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '5000' });
      response.write(new Uint8Array(1234), () => setTimeout(() => response.destroy(), 50));
    });
    await expect(readOverHttp(`${url}/test-01.shard`, never(), ignore)).rejects.toMatchObject({
      fact: {
        id: 'dataFileBrokeOff',
        params: { file: 'fashion-mnist/test-01.shard', bytes: 1234, reason: expect.stringMatching(/./) },
      },
    });
  });

  it('says that nobody answers', async () => {
    const url = await serve((_, response) => response.end());
    for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
    await expect(readOverHttp(`${url}/train-00.shard`, never(), ignore)).rejects.toMatchObject({
      code: 'data',
      fact: {
        id: 'dataFileNotFetched',
        params: { file: 'fashion-mnist/train-00.shard', reason: expect.stringMatching(/./) },
      },
    });
  });

  it('stops when told to, with the reason it was given', async () => {
    const url = await serve((_, response) => {
      response.write('a first piece');
    });
    const abort = new AbortController();
    const reason = new Error('enough');
    const reading = readOverHttp(`${url}/train-00.shard`, abort.signal, () => abort.abort(reason));
    await expect(reading).rejects.toBe(reason);
  });
});
