import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate';
import { DownhillError } from '../core/errors.ts';
import type { ExperimentSpec } from './schema.ts';
import { parseSpec } from './schema.ts';

const prefix = '#v1.';
/** A link may inflate to no more than this, so that a hostile one cannot fill the memory: some 90 000 moves of a hand. */
const maxBytes = 4 * 1024 * 1024;

/** `#v1.` and base64url(deflate(JSON)): the part of a link that carries an experiment. What is null is left out: that is its default. */
export function specToHash(spec: ExperimentSpec): string {
  return prefix + toBase64Url(deflateSync(strToU8(withoutNulls(spec)), { level: 9, mem: 8 }));
}

const withoutNulls = (spec: ExperimentSpec): string =>
  JSON.stringify(spec, (_, value: unknown) => (value === null ? undefined : value));

/**
 * The experiment a link carries, or null where it carries none.
 * @throws DownhillError code `spec`, naming what cannot be read
 */
export function specFromHash(hash: string): ExperimentSpec | null {
  if (hash === '' || hash === '#') return null;
  if (!hash.startsWith(prefix)) {
    throw unreadable(`must begin with ${prefix}, got ${JSON.stringify(hash.slice(0, 12))}`);
  }
  const packed = fromBase64Url(hash.slice(prefix.length));
  return parseSpec(toJson(inflate(packed)));
}

function unreadable(fact: string): DownhillError {
  return new DownhillError({
    code: 'spec',
    message: `link: ${fact}; copy the whole link again`,
    path: 'link',
  });
}

function inflate(packed: Uint8Array): string {
  const chunks: Uint8Array[] = [];
  let size = 0;
  let finished = false;
  const stream = new Inflate((chunk, final) => {
    size += chunk.length;
    if (size > maxBytes) throw unreadable(`unpacks to more than ${maxBytes / 1024 ** 2} MiB`);
    chunks.push(chunk);
    finished = final;
  });
  try {
    // in pieces, so that a bomb is noticed before it is whole
    for (let at = 0; at < packed.length; at += 1024) {
      stream.push(packed.subarray(at, at + 1024), at + 1024 >= packed.length);
    }
  } catch (error) {
    if (error instanceof DownhillError) throw error;
    throw unreadable('is damaged and cannot be unpacked');
  }
  if (!finished) throw unreadable('is cut short');
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return strFromU8(bytes);
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable('does not hold an experiment');
  }
}

function toBase64Url(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64Url(text: string): Uint8Array {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) throw unreadable('holds a letter that no link has');
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) =>
      letter.charCodeAt(0),
    );
  } catch {
    throw unreadable('is cut short');
  }
}
