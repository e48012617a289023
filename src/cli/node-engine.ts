import { readFile } from 'node:fs/promises';
import type { ReadBytes } from '../data/sources/http-reader.ts';
import { Session } from '../engine/session.ts';
import type { Listeners } from '../protocol/client.ts';
import { Client } from '../protocol/client.ts';
import type { Port } from '../protocol/server.ts';
import { serve } from '../protocol/server.ts';
import type { EngineHandle } from '../protocol/verify-result.ts';

/** A transport that reads `file:` URLs. */
const readFromDisk: ReadBytes = async (url, signal, onBytes) => {
  const bytes = new Uint8Array(await readFile(new URL(url), { signal }));
  onBytes(bytes.length);
  return bytes;
};

/** Two ends of a line within a thread: what one posts the other hears in a turn of its own. */
function portPair(): readonly [Port, Port] {
  const end = (other: () => Port): Port => ({
    onmessage: null,
    postMessage: (message) => {
      setImmediate(() => other().onmessage?.({ data: message } as MessageEvent));
    },
  });
  const near: Port = end(() => far);
  const far: Port = end(() => near);
  return [near, far];
}

/** The engine in this thread of Node, spoken to by the protocol of the page. */
export function startInNode(listeners: Listeners): EngineHandle {
  const [near, far] = portPair();
  serve(far, (outbox) => new Session({ outbox, readBytes: readFromDisk }));
  const client = new Client(near, listeners);
  return {
    client,
    terminate: () => {
      far.onmessage = null;
      near.onmessage = null;
    },
  };
}
