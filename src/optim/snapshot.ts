import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonical } from '../core/canonical.ts';
import { DownhillError } from '../core/errors.ts';
import type { Shape } from '../core/shape.ts';
import { shapeText, sizeOf } from '../core/shape.ts';
import type { Plan } from './plan.ts';

/** Numbers of a snapshot, in the precision of the executor that took it. */
export type SnapshotValues = Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

export interface SnapshotTensor {
  readonly shape: Shape;
  readonly values: SnapshotValues;
}

/** What a snapshot is of. Lanes with the same identity may go on from each other's snapshots. */
export interface LaneIdentity {
  /** Digest of the network: its operations, their attributes and shapes, in order. */
  readonly model: string;
  readonly optimizer: string;
  /** Digest of the update: its stages, with clipping, guard and options. */
  readonly update: string;
  /** Of the random streams, which are functions of seed and step. */
  readonly seed: number;
}

/**
 * The whole training state of a lane after `step` steps, so that a restored lane goes on bit for bit on an executor of
 * the same kind. Plain data: it may be cloned into another thread, or written to a file. Tensors by name:
 *   weights/<parameter>       [shape]
 *   statistics/<name>         [shape]           running statistics of a norm
 *   slots/<slot>/<parameter>  [shape]           state of the optimizer, one for each weight
 *   gradients/<parameter>     [kept, …shape]    past gradients that attention compares with, oldest first
 *   guard/loss, guard/norm    [window]          last values that the stability guard accepted, oldest first
 */
export interface LaneSnapshot {
  readonly version: 1;
  readonly identity: LaneIdentity;
  /** Steps taken. */
  readonly step: number;
  /** Those of them that the stability guard accepted; all where there is none. */
  readonly acceptedSteps: number;
  readonly tensors: Readonly<Record<string, SnapshotTensor>>;
}

type Declared = readonly { readonly name: string; readonly shape: Shape }[];

export const digestOf = (value: unknown): string => bytesToHex(sha256(utf8ToBytes(canonical(value))));

/** What the snapshots of one lane consist of: the tensors by name and shape, and the identity that they must have. */
export class SnapshotFormat {
  readonly plan: Plan;
  readonly parameters: Declared;
  readonly statistics: Declared;
  readonly identity: LaneIdentity;

  /** @param model see `LaneIdentity`; `parameters` and `statistics` in the order of the layers */
  constructor(options: {
    readonly model: string;
    readonly optimizer: string;
    readonly plan: Plan;
    readonly seed: number;
    readonly parameters: Declared;
    readonly statistics: Declared;
  }) {
    const { model, optimizer, plan, seed, parameters, statistics } = options;
    this.plan = plan;
    this.parameters = parameters;
    this.statistics = statistics;
    this.identity = { model, optimizer, update: digestOf(plan), seed };
  }

  /** The shape of each tensor after so many accepted steps, in the order of a snapshot. */
  shapes(acceptedSteps: number): ReadonlyMap<string, Shape> {
    const { plan, parameters, statistics } = this;
    const shapes = new Map<string, Shape>();
    for (const { name, shape } of parameters) shapes.set(tensorName.weight(name), shape);
    for (const { name, shape } of statistics) shapes.set(tensorName.statistic(name), shape);
    for (const slot of plan.slots)
      for (const { name, shape } of parameters) shapes.set(tensorName.slot(slot.name, name), shape);
    for (const { id, ...op } of customOpsOf(plan)) {
      if ('keep' in op) {
        const rows = Math.min(op.keep, acceptedSteps);
        for (const { name, shape } of parameters) shapes.set(tensorName.gradients(name), [rows, ...shape]);
      } else if ('window' in op) {
        const rows = Math.min(op.window, acceptedSteps);
        for (const watched of guarded) shapes.set(tensorName.guard(watched), [rows]);
      }
    }
    return shapes;
  }

  /** A snapshot of the values that `read` gives for each tensor, which must be its own copies. */
  create(
    step: number,
    acceptedSteps: number,
    read: (tensor: string, shape: Shape) => SnapshotValues,
  ): LaneSnapshot {
    const shapes = [...this.shapes(acceptedSteps)];
    const tensors = shapes.map(([name, shape]) => [name, { shape, values: read(name, shape) }] as const);
    return {
      version: 1,
      identity: this.identity,
      step,
      acceptedSteps,
      tensors: Object.fromEntries(tensors),
    };
  }

  /**
   * Refuses snapshots that a lane of this format cannot go on from.
   * @throws DownhillError code `data` with the path of what differs, `snapshot.…`
   */
  check(snapshot: LaneSnapshot): void {
    const { identity } = this;
    if (snapshot.version !== 1) {
      throw mismatch('version', `must be of version 1, got ${snapshot.version}`, 'take it anew');
    }
    const { model, optimizer, update, seed } = snapshot.identity;
    if (model !== identity.model)
      throw mismatch('identity.model', 'is of another network', 'open the experiment it was taken in');
    if (optimizer !== identity.optimizer) {
      const fact = `is of a lane with ${optimizer}, and this one has ${identity.optimizer}`;
      throw mismatch('identity.optimizer', fact, 'restore it into a lane with the same optimizer');
    }
    if (update !== identity.update) {
      const fact = `is of a lane with ${optimizer} under other options, clipping or guard`;
      throw mismatch('identity.update', fact, 'restore it into a lane with the same settings');
    }
    if (seed !== identity.seed) {
      const fact = `is of seed ${seed}, and this run has seed ${identity.seed}`;
      throw mismatch('identity.seed', fact, 'set the seed to that of the snapshot');
    }
    this.#checkSteps(snapshot);
    this.#checkTensors(snapshot);
  }

  #checkSteps({ step, acceptedSteps }: LaneSnapshot): void {
    const isCount = (value: number) => Number.isSafeInteger(value) && value >= 0;
    if (!isCount(step))
      throw mismatch('step', `must have taken 0 or more steps, got ${step}`, 'take it anew');
    const isAccepted = this.plan.guarded
      ? isCount(acceptedSteps) && acceptedSteps <= step
      : acceptedSteps === step;
    if (!isAccepted) {
      const fact = `cannot have accepted ${acceptedSteps} of ${step} steps`;
      throw mismatch('acceptedSteps', fact, 'take it anew');
    }
  }

  #checkTensors({ acceptedSteps, tensors }: LaneSnapshot): void {
    const shapes = this.shapes(acceptedSteps);
    for (const [name, shape] of shapes) {
      const path = `tensors.${name}`;
      const tensor = Object.hasOwn(tensors, name) ? tensors[name] : undefined;
      if (!tensor) throw mismatch(path, `lacks ${name}`, 'take it anew');
      const { values } = tensor;
      if (!(values instanceof Float32Array || values instanceof Float64Array))
        throw mismatch(path, `has ${name} as other than float32 or float64`, 'take it anew');
      const isShaped =
        tensor.shape.length === shape.length && tensor.shape.every((size, i) => size === shape[i]);
      if (!isShaped || values.length !== sizeOf(shape)) {
        const got = `${shapeText(tensor.shape)} with ${values.length} values`;
        throw mismatch(path, `must have ${name} of ${shapeText(shape)}, got ${got}`, 'take it anew');
      }
    }
    const foreign = Object.keys(tensors).find((name) => !shapes.has(name));
    if (foreign !== undefined)
      throw mismatch(`tensors.${foreign}`, `has ${foreign}, which this lane has not`, 'take it anew');
  }
}

/** What the stability guard watches. */
export const guarded = ['loss', 'norm'] as const;

/** The names of a snapshot's tensors. */
export const tensorName = {
  weight: (parameter: string): string => `weights/${parameter}`,
  statistic: (name: string): string => `statistics/${name}`,
  slot: (slot: string, parameter: string): string => `slots/${slot}/${parameter}`,
  gradients: (parameter: string): string => `gradients/${parameter}`,
  guard: (watched: (typeof guarded)[number]): string => `guard/${watched}`,
} as const;

const customOpsOf = ({ stages }: Plan) =>
  stages.flatMap((stage) => (stage.kind === 'custom-op' ? [stage.op] : []));

const mismatch = (path: string, fact: string, todo: string): DownhillError =>
  new DownhillError({ code: 'data', path: `snapshot.${path}`, message: `Snapshot: ${fact}; ${todo}` });
