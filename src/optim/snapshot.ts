import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonical } from '../core/canonical.ts';
import type { ErrorFact } from '../core/error-facts.ts';
import { DownhillError } from '../core/errors.ts';
import type { Shape } from '../core/shape.ts';
import { shapeText, sizeOf } from '../core/shape.ts';
import type { Plan } from './plan.ts';
import { customOpsOf } from './plan.ts';

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

type SlotShapes = readonly { readonly name: string; readonly shape: Shape }[];

/** SHA-256, in hex, of a value's canonical JSON. */
export const digestOf = (value: unknown): string => bytesToHex(sha256(utf8ToBytes(canonical(value))));

/** What the snapshots of one lane consist of: the tensors by name and shape, and the identity that they must have. */
export class SnapshotFormat {
  readonly plan: Plan;
  readonly parameters: SlotShapes;
  readonly statistics: SlotShapes;
  readonly identity: LaneIdentity;

  /** @param model see `LaneIdentity`; `parameters` and `statistics` in the order of the layers */
  constructor(options: {
    readonly model: string;
    readonly optimizer: string;
    readonly plan: Plan;
    readonly seed: number;
    readonly parameters: SlotShapes;
    readonly statistics: SlotShapes;
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
    for (const op of customOpsOf(plan)) {
      if (op.id === 'attention') {
        const rows = Math.min(op.keep, acceptedSteps);
        for (const { name, shape } of parameters) shapes.set(tensorName.gradients(name), [rows, ...shape]);
      } else if (op.id === 'guard') {
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
   * Rejects snapshots that a lane of this format cannot go on from.
   * @throws DownhillError code `data` with the path of what differs, `snapshot.…`
   */
  check(snapshot: LaneSnapshot): void {
    const { identity } = this;
    const { version, identity: source } = snapshot;
    if (version !== 1) throw mismatch('version', { id: 'snapshotVersion', params: { got: version } });
    if (source.model !== identity.model)
      throw mismatch('identity.model', { id: 'snapshotOtherNetwork', params: {} });
    if (source.optimizer !== identity.optimizer) {
      const params = { expected: identity.optimizer, got: source.optimizer };
      throw mismatch('identity.optimizer', { id: 'snapshotOtherOptimizer', params });
    }
    if (source.update !== identity.update) {
      const params = { optimizer: source.optimizer };
      throw mismatch('identity.update', { id: 'snapshotOtherSettings', params });
    }
    if (source.seed !== identity.seed) {
      const params = { expected: identity.seed, got: source.seed };
      throw mismatch('identity.seed', { id: 'snapshotOtherSeed', params });
    }
    this.#checkSteps(snapshot);
    this.#checkTensors(snapshot);
  }

  #checkSteps({ step, acceptedSteps }: LaneSnapshot): void {
    const isCount = (value: number) => Number.isSafeInteger(value) && value >= 0;
    const isAccepted = this.plan.guarded
      ? isCount(acceptedSteps) && acceptedSteps <= step
      : acceptedSteps === step;
    if (isCount(step) && isAccepted) return;
    const params = { step, accepted: acceptedSteps };
    throw mismatch(isCount(step) ? 'acceptedSteps' : 'step', { id: 'snapshotCounts', params });
  }

  #checkTensors({ acceptedSteps, tensors }: LaneSnapshot): void {
    const shapes = this.shapes(acceptedSteps);
    const wrong = (name: string, expected: string, got: string) =>
      mismatch(`tensors.${name}`, { id: 'snapshotTensor', params: { name, expected, got } });
    for (const [name, shape] of shapes) {
      const tensor = Object.hasOwn(tensors, name) ? tensors[name] : undefined;
      if (!tensor) throw wrong(name, shapeText(shape), none);
      const { values } = tensor;
      if (!(values instanceof Float32Array || values instanceof Float64Array))
        throw wrong(name, shapeText(shape), typeof values);
      if (canonical(tensor.shape) !== canonical(shape)) {
        throw wrong(name, shapeText(shape), shapeText(tensor.shape));
      }
      if (values.length !== sizeOf(shape)) throw wrong(name, shapeText(shape), String(values.length));
    }
    const unexpected = Object.keys(tensors).find((name) => !shapes.has(name));
    if (unexpected !== undefined) throw wrong(unexpected, none, shapeText(tensors[unexpected]?.shape ?? []));
  }
}

/** In place of the shape of what is not there. */
const none = '—';

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

const mismatch = (path: string, fact: ErrorFact): DownhillError =>
  new DownhillError({ code: 'data', path: `snapshot.${path}`, fact });
