import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate';
import { crc24 } from '../core/crc24.ts';
import type { ErrorFact } from '../core/error-facts.ts';
import { DownhillError, toErrorReport } from '../core/errors.ts';
import type { Fault } from '../core/faults.ts';
import { parseJson } from '../core/json.ts';
import { withoutIds } from './lane-defaults.ts';
import { newerVersion } from './migrate.ts';
import type { ExperimentSpec } from './schema.ts';
import { parseSpec } from './schema.ts';

/** Of links as they are made: `#v2.`, a checksum of four letters, `.`, the experiment. */
const prefix = '#v2.';
/** Of links as they were made before: the experiment alone, so that a damaged letter may go unnoticed. */
const uncheckedPrefix = '#v1.';
/** Of any form of link, later ones included. */
const anyPrefix = /^#v\d+\./;

/**
 * No longer link is unpacked, and none to more than this: some 20 000 live edits, which is as much as the page reads within
 * 50 ms.
 */
const maxLetters = 256 * 1024;
const maxBytes = 1024 * 1024;
/** Of JSON that is checked within a few milliseconds: some 600 live edits. */
const longLetters = 32 * 1024;
/** No shorter link unpacks to that, for deflate packs at most 1032 : 1. */
const shortLetters = 40;
/** A valid experiment nests six deep. */
const maxDepth = 16;
/** Beyond this many bytes of JSON packing well costs more time than letters are worth. */
const bigBytes = 64 * 1024;

/**
 * The part of a link that carries an experiment: `#v2.`, four letters of a CRC-24 over what follows the next full stop, and
 * base64url(deflate(JSON)). What is null is left out, and so are lane styles that go by the lanes' places: those are the
 * defaults. Ids of lanes are not written: reading gives them.
 */
export function specToHash(spec: ExperimentSpec): string {
  const json = strToU8(withoutDefaults(spec));
  const packed = toBase64Url(deflateSync(json, { level: json.length > bigBytes ? 4 : 9, mem: 8 }));
  return `${prefix}${checksum(packed)}.${packed}`;
}

function withoutDefaults({ lanes, ...spec }: ExperimentSpec): string {
  const isStyledByPlace = lanes.every(({ styleIndex }, place) => styleIndex === place);
  const withoutId = withoutIds(lanes);
  const written = isStyledByPlace ? withoutId.map(({ styleIndex: _, ...lane }) => lane) : withoutId;
  return JSON.stringify({ ...spec, lanes: written }, (_, value: unknown) =>
    value === null ? undefined : value,
  );
}

/** Whether a link can carry the experiment: one with more live edits than it holds would not be read again. */
export const fitsLink = (spec: ExperimentSpec): boolean =>
  strToU8(withoutDefaults(spec)).length <= maxBytes && specToHash(spec).length <= maxLetters;

/**
 * The experiment a link carries, or null where it carries none.
 * @throws DownhillError code `spec`, with a `fault` of the link; its path is `link`, or that of the first thing wrong in the
 *   experiment
 */
export function specFromHash(hash: string): ExperimentSpec | null {
  if (hash === '' || hash === '#') return null;
  const json = inflate(fromBase64Url(payloadOf(hash)));
  const parsed = parseJson(json, { letters: maxBytes, depth: maxDepth });
  if (parsed.fault === 'tooDeep') throw unreadable('large', { id: 'linkTooDeep', params: {} });
  if (parsed.fault !== null) throw unreadable('damaged', { id: 'linkNotExperiment', params: {} });
  if (newerVersion('experiment', parsed.value) !== null)
    throw unreadable('newer', { id: 'linkNewer', params: {} });
  try {
    return parseSpec(parsed.value);
  } catch (error) {
    if (!(error instanceof DownhillError)) throw error;
    throw new DownhillError({ ...toErrorReport(error), fault: { of: 'link', id: 'experiment' } });
  }
}

/** Whether a link unpacks to so much that checking it is better done on another thread; false of one that cannot be read. */
export function isLongLink(hash: string): boolean {
  if (hash.length < shortLetters) return false;
  try {
    return inflate(fromBase64Url(payloadOf(hash))).length > longLetters;
  } catch {
    return false;
  }
}

/** What of a link is base64url, once its checksum has been found right. */
function payloadOf(hash: string): string {
  if (hash.length > maxLetters) throw unreadable('large', { id: 'linkTooLong', params: { max: maxLetters } });
  if (hash.startsWith(uncheckedPrefix)) return hash.slice(uncheckedPrefix.length);
  if (!hash.startsWith(prefix)) {
    const got = JSON.stringify(hash.slice(0, 12));
    throw unreadable(anyPrefix.test(hash) ? 'newer' : 'foreign', {
      id: 'linkPrefix',
      params: { expected: prefix, got },
    });
  }
  const [check, payload, ...more] = hash.slice(prefix.length).split('.');
  if (payload === undefined || more.length > 0)
    throw unreadable('damaged', { id: 'linkCutShort', params: {} });
  if (check !== checksum(payload)) throw unreadable('damaged', { id: 'linkChecksum', params: {} });
  return payload;
}

function checksum(payload: string): string {
  const crc = crc24(payload);
  return toBase64Url(Uint8Array.of(crc >> 16, (crc >> 8) & 0xff, crc & 0xff));
}

type LinkFault = Extract<Fault, { of: 'link' }>['id'];

function unreadable(id: LinkFault, fact: ErrorFact): DownhillError {
  return new DownhillError({
    code: 'spec',
    fact,
    path: 'link',
    fault: { of: 'link', id },
  });
}

function inflate(packed: Uint8Array): string {
  const chunks: Uint8Array[] = [];
  let size = 0;
  let finished = false;
  const stream = new Inflate((chunk, final) => {
    size += chunk.length;
    if (size > maxBytes)
      throw unreadable('large', { id: 'linkTooLarge', params: { mib: maxBytes / 1024 ** 2 } });
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
    throw unreadable('damaged', { id: 'linkNotUnpacked', params: {} });
  }
  if (!finished) throw unreadable('damaged', { id: 'linkCutShort', params: {} });
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return strFromU8(bytes);
}

function toBase64Url(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64Url(text: string): Uint8Array {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) throw unreadable('damaged', { id: 'linkLetter', params: {} });
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) =>
      letter.charCodeAt(0),
    );
  } catch {
    throw unreadable('damaged', { id: 'linkCutShort', params: {} });
  }
}
