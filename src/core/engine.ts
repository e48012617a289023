/** What takes the steps of a run, by the names under which the address asks for them. */
export const engines = ['webgpu', 'wasm', 'webgl', 'cpu', 'tfjs-webgpu'] as const;
export type Engine = (typeof engines)[number];

/** What a result says of the engine that made it. */
export interface EngineFacts {
  readonly engine: Engine;
  /** Whether every machine gives the same bits. Our kernels on WebGPU give them on the same adapter; tfjs promises none. */
  readonly portable: boolean;
}

interface Adapter {
  readonly backend: Exclude<Engine, 'tfjs-webgpu'>;
  readonly fallback: { readonly detail: string } | null;
}

/** The engine on an adapter: stock tfjs trains on WebGPU only where it was asked for. */
export function engineFacts({ backend, fallback }: Adapter): EngineFacts {
  const engine = backend === 'webgpu' && fallback?.detail === 'asksTfjs' ? 'tfjs-webgpu' : backend;
  return { engine, portable: engine === 'wasm' };
}
