import { openDB } from 'idb';
import { inDatabase } from '../../core/in-database.ts';

/** Milliseconds that a step takes by each engine; `webgl`: null while it is to be timed, Infinity where it fails. */
export interface StepTimes {
  /** What draws by WebGL, by its name. */
  readonly renderer: string;
  readonly wasm: number;
  readonly webgl: number | null;
}

/** Remembers what was measured of networks, by key. */
export interface ChoiceStore {
  read(key: string): Promise<StepTimes | null>;
  write(key: string, times: StepTimes): Promise<void>;
}

const storeName = 'times';

/** For windows that keep nothing. */
const remembered = new Map<string, StepTimes>();

/**
 * In IndexedDB where there is one; where there is none, or it refuses, as long as the worker lives. Each version of the
 * browser measures anew.
 */
export function choiceStore(): ChoiceStore {
  const prefix = `${globalThis.navigator?.userAgent ?? ''}/`;
  return {
    async read(key) {
      const stored = await inDatabase<Database, unknown>(
        open,
        (db) => db.get(storeName, prefix + key),
        undefined,
      );
      return remembered.get(prefix + key) ?? timesOf(stored);
    },
    async write(key, times) {
      remembered.set(prefix + key, times);
      await inDatabase<Database, unknown>(open, (db) => db.put(storeName, times, prefix + key), undefined);
    },
  };
}

const open = () =>
  openDB('downhill-engines', 1, {
    upgrade: (db) => {
      db.createObjectStore(storeName);
    },
  });

type Database = Awaited<ReturnType<typeof open>>;

function timesOf(stored: unknown): StepTimes | null {
  const { renderer, wasm, webgl } = (stored ?? {}) as Partial<StepTimes>;
  const hasTimes = typeof wasm === 'number' && (webgl === null || typeof webgl === 'number');
  return hasTimes && typeof renderer === 'string' ? { renderer, wasm, webgl } : null;
}

/** The name of what draws by WebGL in this worker; null where nothing does, and empty where the browser does not tell. */
export function webglRenderer(): string | null {
  if (!('OffscreenCanvas' in globalThis)) return null;
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!gl) return null;
  const extension = gl.getExtension('WEBGL_debug_renderer_info');
  const name = extension ? String(gl.getParameter(extension.UNMASKED_RENDERER_WEBGL)) : '';
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return name;
}

/** Whether WebGL by this name is drawn by the CPU, as far as names tell. */
export const isSoftwareRenderer = (name: string): boolean =>
  /swiftshader|llvmpipe|softpipe|software|basic render/i.test(name);
