import { attentionBuffers } from '../../../compiler/lowering/inspect.ts';
import { probeNetwork } from '../../../compiler/lowering/lower.ts';
import { clockBuffer } from '../../../compiler/wasm/call-pass.ts';
import type { CallProgram } from '../../../compiler/wasm/call-program.ts';
import type { LoweredRun } from '../../../compiler/wasm/lower-run.ts';
import {
  anyNetwork,
  batchLabelsBuffer,
  confusionBuffer,
  evaluationIndicesBuffer,
  inputBuffer,
  lossBuffer,
} from '../../../compiler/wasm/lower-run.ts';
import { nextTask } from '../../../core/delay.ts';
import { sizeOf } from '../../../core/shape.ts';
import type { NamedValues, NetworkValues } from '../../../nn/model.ts';
import { checkValues } from '../../../nn/model.ts';
import type { Split } from '../../../protocol/training-facts.ts';
import type { ArrivingSamples } from '../arriving-samples.ts';
import type { EvaluationScores } from '../executor.ts';
import { ImageDecoder, softmaxRows } from '../images.ts';
import type { Turns } from '../turns.ts';
import type { LinkedProgram, Machine } from './machine.ts';
import type { WasmOptions } from './wasm-options.ts';

/** The names of the buffers of a network. */
interface Network {
  readonly theta: string;
  readonly state: string;
}

/** How long a thread may be held. */
const heldMs = 20;

/** Lets other work of the thread in, where it was held for long. */
function pauses(): () => Promise<void> {
  let heldSince = performance.now();
  return async () => {
    if (performance.now() - heldSince < heldMs) return;
    await nextTask();
    heldSince = performance.now();
  };
}

/** Evaluates networks, and looks into them with images from outside, as in evaluation: no dropout, running statistics. */
export class WasmInspector {
  readonly #machine: Machine;
  readonly #lowered: LoweredRun;
  readonly #options: WasmOptions;
  readonly #samples: ArrivingSamples;
  readonly #images: ImageDecoder;
  readonly #gather: LinkedProgram;
  readonly #linked = new Map<string, LinkedProgram>();
  readonly #turns: Turns;

  /** @param turns of all that uses the buffers */
  constructor(
    machine: Machine,
    lowered: LoweredRun,
    options: WasmOptions,
    samples: ArrivingSamples,
    turns: Turns,
  ) {
    this.#turns = turns;
    this.#machine = machine;
    this.#lowered = lowered;
    this.#options = options;
    this.#samples = samples;
    this.#gather = machine.link(lowered.evaluation.gather);
    this.#images = new ImageDecoder(options.dataset.manifest, options.normalize);
  }

  evaluate(network: Network, split: Split): Promise<EvaluationScores> {
    return this.#turns.run(() => this.#evaluate(network, split));
  }

  /** On validation, at values of no lane. @throws DownhillError code `data` where they are of another network */
  async evaluateAt(values: NetworkValues): Promise<EvaluationScores> {
    checkValues(this.#options.layers, values);
    const { arena, statistics } = this.#lowered;
    return this.#turns.run(() => {
      this.#machine.floats(probeNetwork.theta).set(arena.pack(values.weights));
      if (statistics.length > 0) this.#machine.floats(probeNetwork.state).set(statistics.pack(values.state));
      return this.#evaluate(probeNetwork, 'validation');
    });
  }

  async #evaluate(network: Network, split: Split): Promise<EvaluationScores> {
    const machine = this.#machine;
    const { preparation, images, passes, tape } = this.#lowered.evaluation;
    const { start, count } = this.#samples.split(split);
    const classes = this.#options.dataset.manifest.classes.length;
    const indices = machine.integers(evaluationIndicesBuffer);
    for (let i = 0; i < indices.length; i++) indices[i] = start + Math.min(i, count - 1);
    const confusion = machine.integers(confusionBuffer).fill(0);
    const loss = machine.double(lossBuffer);
    const clock = machine.integers(clockBuffer);
    const score = machine.kernel('score');
    const [logits, labels, counts, lossAt] = [
      tape.logits.id,
      batchLabelsBuffer,
      confusionBuffer,
      lossBuffer,
    ].map((name) => machine.address(name)) as [number, number, number, number];
    this.#link('evaluation', preparation, network).run();
    const linked = this.#link('evaluation/passes', passes, network);
    let total = 0;
    const giveWay = pauses();
    for (let from = 0; from < count; from += images) {
      clock[2] = from;
      this.#gather.run();
      linked.run();
      loss[0] = 0;
      score(logits, labels, counts, lossAt, Math.min(images, count - from), classes);
      total += loss[0];
      await giveWay();
    }
    const row = (label: number) => [...confusion.subarray(label * classes, (label + 1) * classes)];
    const rows = Array.from({ length: classes }, (_, label) => row(label));
    const correct = rows.reduce((total, cells, label) => total + (cells[label] ?? 0), 0);
    return { loss: total / count, accuracy: correct / count, confusion: rows };
  }

  /** Probabilities [images, classes]. */
  predict(network: Network, images: Uint8Array): Promise<Float32Array<ArrayBuffer>> {
    const count = this.#images.count(images);
    const machine = this.#machine;
    const { preparation, images: atOnce, passes, tape } = this.#lowered.evaluation;
    const { length: classes } = this.#options.dataset.manifest.classes;
    return this.#turns.run(async () => {
      this.#link('evaluation', preparation, network).run();
      const linked = this.#link('evaluation/passes', passes, network);
      const logits = new Float32Array(Math.ceil(count / atOnce) * atOnce * classes);
      const giveWay = pauses();
      for (let from = 0; from < count; from += atOnce) {
        machine.floats(inputBuffer).set(this.#images.decode(images, from, from + atOnce));
        linked.run();
        const length = atOnce * classes;
        logits.set(machine.floats(tape.logits.id).subarray(0, length), from * classes);
        await giveWay();
      }
      return softmaxRows(logits.slice(0, count * classes), classes);
    });
  }

  /** What each layer puts out for an image, by its name. */
  async activations(network: Network, image: Uint8Array): Promise<readonly NamedValues[]> {
    const { tape } = this.#lowered.inspection;
    const places = tape.layers.map(({ name, output }) => ({
      name,
      shape: output.shape.slice(1),
      buffer: output.id,
    }));
    return this.#forward(network, image, places);
  }

  /** The weights [heads, tokens, tokens] of each layer with attention, a row for each query; none without. */
  async attentionWeights(network: Network, image: Uint8Array): Promise<readonly NamedValues[]> {
    return this.#forward(network, image, attentionBuffers(this.#lowered.inspection.tape));
  }

  /** The gradient of the logit of a class with respect to the image as the network sees it. */
  async inputGradient(network: Network, image: Uint8Array, classIndex: number): Promise<NamedValues> {
    const input = this.#images.one(image);
    this.#images.checkClass(classIndex);
    const machine = this.#machine;
    const { tape, preparation, forward, backward, gradient } = this.#lowered.inspection;
    const { shape, classes } = this.#options.dataset.manifest;
    return this.#turns.run(async () => {
      machine.floats(inputBuffer).set(input);
      this.#link('inspection', preparation, network).run();
      this.#link('inspection/forward', forward, network).run();
      machine.floats(`d/${tape.logits.id}`).fill(0, 0, classes.length)[classIndex] = 1;
      this.#link('inspection/backward', backward, network).run();
      const { buffer, offset, length } = gradient;
      return { name: 'input', shape, values: machine.floats(buffer).slice(offset, offset + length) };
    });
  }

  #forward(
    network: Network,
    image: Uint8Array,
    places: readonly (Pick<NamedValues, 'name' | 'shape'> & { readonly buffer: string })[],
  ): Promise<NamedValues[]> {
    const input = this.#images.one(image);
    const { preparation, forward } = this.#lowered.inspection;
    return this.#turns.run(async () => {
      this.#machine.floats(inputBuffer).set(input);
      this.#link('inspection', preparation, network).run();
      this.#link('inspection/forward', forward, network).run();
      return places.map(({ name, shape, buffer }) => ({
        name,
        shape,
        values: this.#machine.floats(buffer).slice(0, sizeOf(shape)),
      }));
    });
  }

  #link(key: string, program: CallProgram, { theta, state }: Network): LinkedProgram {
    const name = `${key}/${theta}`;
    const cached = this.#linked.get(name);
    if (cached) return cached;
    const renamed = new Map([
      [anyNetwork.theta, theta],
      [anyNetwork.state, state],
    ]);
    const linked = this.#machine.link(program, renamed);
    this.#linked.set(name, linked);
    return linked;
  }
}
