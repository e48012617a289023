import type { Arena } from '../../../compiler/lowering/arena.ts';
import {
  attentionBuffers,
  inspectionProgram,
  predictionProgram,
} from '../../../compiler/lowering/inspect.ts';
import { networkOfLane } from '../../../compiler/lowering/lower.ts';
import type { BufferRange, Program } from '../../../compiler/lowering/program.ts';
import { wordsOf } from '../../../compiler/lowering/program.ts';
import type { Tape } from '../../../compiler/lowering/tape.ts';
import { trace } from '../../../compiler/lowering/tape.ts';
import { sizeOf } from '../../../core/shape.ts';
import type { NamedValues } from '../../../nn/model.ts';
import { ImageDecoder, softmaxRows } from '../images.ts';
import type { CompiledOptions } from './compile-model.ts';
import type { Gpu } from './gpu.ts';
import type { BuiltProgram } from './programs-on-demand.ts';
import { ProgramsOnDemand } from './programs-on-demand.ts';
import { Readback } from './readback.ts';

/** Images that are predicted at once. */
const predictedAtOnce = 16;

/** Of a program on the network of one lane, with buffers of its own for all else. */
interface Passes {
  /** Dispatches of the forward pass. */
  readonly forward: number;
  /** Where it leaves the gradient of the input; null without a backward pass. */
  readonly gradient: BufferRange | null;
}

/** Looks into the networks of lanes with images from outside, as in evaluation. Programs are built when first asked for. */
export class Inspector {
  readonly #lender: Gpu;
  readonly #arena: Arena;
  readonly #options: CompiledOptions;
  readonly #images: ImageDecoder;
  readonly #programs: ProgramsOnDemand<Passes>;

  /** @param lender has the networks of the lanes */
  constructor(lender: Gpu, arena: Arena, options: CompiledOptions) {
    this.#lender = lender;
    this.#arena = arena;
    this.#options = options;
    this.#images = new ImageDecoder(options.dataset.manifest, options.normalize);
    this.#programs = new ProgramsOnDemand(lender);
  }

  /** Probabilities [images, classes]. */
  async predict(lane: number, images: Uint8Array): Promise<Float32Array<ArrayBuffer>> {
    const count = this.#images.count(images);
    const { classes } = this.#options.dataset.manifest;
    const tape = this.#trace(predictedAtOnce);
    const { gpu, capture } = await this.#programOf('prediction', lane, tape);
    const logits = new Float32Array(Math.ceil(count / predictedAtOnce) * predictedAtOnce * classes.length);
    for (let from = 0; from < count; from += predictedAtOnce) {
      const input = this.#images.decode(images, from, from + predictedAtOnce);
      const [batch] = await read(gpu, [whole(tape.logits)], { input }, (pass) => capture.encode(pass));
      logits.set(batch ?? [], from * classes.length);
    }
    return softmaxRows(logits.slice(0, count * classes.length), classes.length);
  }

  /** What each layer puts out for an image, by its name. */
  async activations(lane: number, image: Uint8Array): Promise<readonly NamedValues[]> {
    const tape = this.#trace(1);
    const outputs = tape.layers.map(({ name, output }) => ({
      ...whole(output),
      name,
      shape: output.shape.slice(1),
    }));
    return this.#forward(lane, image, tape, outputs);
  }

  /** The weights [heads, tokens, tokens] of each layer with attention, a row for each query; none without. */
  async attentionWeights(lane: number, image: Uint8Array): Promise<readonly NamedValues[]> {
    const tape = this.#trace(1);
    const places = attentionBuffers(tape).map((place) => ({
      ...place,
      offset: 0,
      length: sizeOf(place.shape),
    }));
    return this.#forward(lane, image, tape, places);
  }

  /** The gradient of the logit of a class with respect to the image as the network sees it. */
  async inputGradient(lane: number, image: Uint8Array, classIndex: number): Promise<NamedValues> {
    const input = this.#images.one(image);
    this.#images.checkClass(classIndex);
    const { dataset } = this.#options;
    const tape = this.#trace(1);
    const { gpu, capture, about } = await this.#programOf('inspection', lane, tape);
    const oneHot = new Float32Array(dataset.manifest.classes.length);
    oneHot[classIndex] = 1;
    const written = { input, [`d/${tape.logits.id}`]: oneHot };
    const [values] = await read(gpu, about.gradient ? [about.gradient] : [], written, (pass) =>
      capture.encode(pass),
    );
    return { name: 'input', shape: dataset.manifest.shape, values: values ?? new Float32Array(0) };
  }

  /** Before the buffers of the lanes go. */
  dispose(): void {
    this.#programs.dispose();
  }

  async #forward(
    lane: number,
    image: Uint8Array,
    tape: Tape,
    places: readonly (Pick<NamedValues, 'name' | 'shape'> & BufferRange)[],
  ): Promise<NamedValues[]> {
    const input = this.#images.one(image);
    if (places.length === 0) return [];
    const { gpu, capture, about } = await this.#programOf('inspection', lane, tape);
    const values = await read(gpu, places, { input }, (pass) => capture.encode(pass, 0, about.forward));
    return places.map(({ name, shape }, i) => ({ name, shape, values: values[i] ?? new Float32Array(0) }));
  }

  #trace(batch: number): Tape {
    const { layers, dataset } = this.#options;
    return trace(layers, dataset.manifest.shape, batch, 'evaluation');
  }

  #programOf(kind: 'prediction' | 'inspection', lane: number, tape: Tape): Promise<BuiltProgram<Passes>> {
    const network = Object.values(networkOfLane(lane)).filter((name) => this.#lender.has(name));
    if (network.length === 0) throw new RangeError(`executor: no lane ${lane}`);
    return this.#programs.get(`${kind}/${lane}`, () => {
      const { program, gradient } = this.#lower(kind, lane, tape);
      return {
        lent: new Map(network.map((name) => [name, this.#lender.buffer(name)])),
        words: wordsOf([program]),
        dispatches: program.dispatches(new Map()),
        about: { forward: program.dispatchesBeforeMark(new Map()), gradient },
      };
    });
  }

  #lower(
    kind: 'prediction' | 'inspection',
    lane: number,
    tape: Tape,
  ): { readonly program: Program; readonly gradient: BufferRange | null } {
    const { adapterClass, dataset } = this.#options;
    const context = { adapterClass, arena: this.#arena, classes: dataset.manifest.classes.length };
    if (kind === 'inspection') return inspectionProgram(context, tape, lane);
    return { program: predictionProgram(context, tape, lane), gradient: null };
  }
}

const whole = ({ id, shape }: Tape['logits']): BufferRange => ({
  buffer: id,
  offset: 0,
  length: sizeOf(shape),
});

/** Writes buffers, runs a pass and reads ranges, in one submission: nothing else of the same buffers comes between. */
async function read(
  gpu: Gpu,
  ranges: readonly BufferRange[],
  written: Readonly<Record<string, Float32Array<ArrayBuffer>>>,
  encode: (pass: GPUComputePassEncoder) => void,
): Promise<Float32Array<ArrayBuffer>[]> {
  const readbacks = await Readback.makeEach(
    gpu,
    ranges.map(({ length }) => length),
  );
  try {
    for (const [name, values] of Object.entries(written)) gpu.write(name, 0, values);
    const encoder = gpu.device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    encode(pass);
    pass.end();
    const reads = ranges.map(({ buffer }, i) => readbacks[i]?.copy(encoder, gpu.buffer(buffer)));
    gpu.submit(encoder);
    return await Promise.all(
      reads.map(async (one) => new Float32Array((await one?.()) ?? new ArrayBuffer(0))),
    );
  } finally {
    for (const readback of readbacks) readback.dispose();
  }
}
