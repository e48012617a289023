import { Arena } from '../../../compiler/lowering/arena.ts';
import { stateBuffer, thetaBuffer } from '../../../compiler/lowering/lower.ts';
import type { Layer } from '../../../nn/layer.ts';
import type { NamedValues, NetworkValues } from '../../../nn/model.ts';
import type { CompiledModel } from './compile-model.ts';
import type { Gpu } from './gpu.ts';
import { Readback } from './readback.ts';

/** A lane's weights and running statistics, read back from the GPU as they are behind all that was submitted. */
export async function readValues(
  { gpu, arena }: Pick<CompiledModel, 'gpu' | 'arena'>,
  layers: readonly Layer[],
  lane: number,
): Promise<NetworkValues> {
  const parameters = layers.flatMap((layer) => layer.parameters);
  const state = layers.flatMap((layer) => layer.state ?? []);
  const ofState = new Arena(state.map(({ name, shape }) => ({ id: name, shape })));
  return {
    weights: await read(gpu, thetaBuffer(lane), arena, parameters),
    state: await read(gpu, stateBuffer(lane), ofState, state),
  };
}

async function read(
  gpu: Gpu,
  buffer: string,
  arena: Arena,
  declared: readonly Pick<NamedValues, 'name' | 'shape'>[],
): Promise<NamedValues[]> {
  if (declared.length === 0) return [];
  const numbers = new Float32Array((await readWords(gpu, buffer, arena.length)).buffer);
  return arena.unpack(declared, numbers);
}

/**
 * The first `words` 32-bit words of a buffer, as they are behind all that was submitted.
 * @throws DownhillError code `device` where memory runs out
 */
export async function readWords(gpu: Gpu, buffer: string, words: number): Promise<Uint32Array<ArrayBuffer>> {
  const staging = await Readback.make(gpu, words, 1);
  try {
    const encoder = gpu.device.createCommandEncoder();
    const copied = staging.copy(encoder, gpu.buffer(buffer));
    gpu.submit(encoder);
    return new Uint32Array(await copied());
  } finally {
    staging.dispose();
  }
}
