import type { ErrorReport } from '../../../core/errors.ts';
import type { ExperimentSpec } from '../../../experiment/schema.ts';
import type { NetworkValues } from '../../../nn/model.ts';
import type { StepHyperparams } from '../../../optim/host-scalars.ts';
import type { LaneSnapshot } from '../../../optim/snapshot.ts';
import type { Executor, LaneSteps, Samples } from '../executor.ts';

/** What a worker builds its executor from. In all messages a lane is a place among those of its worker. */
export interface LaneRecipe extends Pick<Samples, 'manifest' | 'validation'> {
  /** With the lanes of this worker alone. */
  readonly spec: ExperimentSpec;
  /** Weights and running statistics to start from. */
  readonly start: NetworkValues;
  readonly layerStatistics: boolean;
  /** The most threads that share a step of the worker; 1 where absent. */
  readonly threads?: number;
}

/** Samples that have arrived, of one training shard or the whole test set. */
export interface ArrivedSamples {
  /** The training shard; null for the test set. */
  readonly shard: number | null;
  readonly images: Uint8Array<ArrayBuffer>;
  readonly labels: Uint8Array<ArrayBuffer>;
}

/** Consecutive steps. */
export interface RunRequest {
  /** Of all steps, one batch after the other. */
  readonly indices: Uint32Array<ArrayBuffer>;
  /** Of each step, lane by lane. */
  readonly hyperparams: readonly (readonly StepHyperparams[])[];
  /** Whether to answer with a snapshot of each lane after the last step. */
  readonly withSnapshots: boolean;
}

export interface RunAnswer {
  readonly lanes: readonly LaneSteps[];
  readonly snapshots: readonly LaneSnapshot[] | null;
  /** What the snapshots took. */
  readonly snapshotMs: number;
}

/** What an executor is asked for between steps. */
export type LaneMethod =
  | 'evaluate'
  | 'evaluateAt'
  | 'predict'
  | 'activations'
  | 'attentionWeights'
  | 'inputGradient'
  | 'weights'
  | 'snapshot'
  | 'restore';

export type MethodResult<Method extends LaneMethod> = Awaited<ReturnType<Executor[Method]>>;

/** What is asked of a worker, and answered in order. */
export type LaneRequest =
  | { readonly kind: 'build'; readonly recipe: LaneRecipe }
  | ({ readonly kind: 'run' } & RunRequest)
  | {
      [Method in LaneMethod]: {
        readonly kind: 'call';
        readonly method: Method;
        readonly args: Parameters<Executor[Method]>;
      };
    }[LaneMethod];

export type ToLanes =
  | { readonly type: 'request'; readonly id: number; readonly request: LaneRequest }
  | ({ readonly type: 'samples' } & ArrivedSamples)
  | { readonly type: 'deactivate'; readonly lane: number };

export type FromLanes =
  | { readonly type: 'reply'; readonly id: number; readonly ok: true; readonly payload: unknown }
  | { readonly type: 'reply'; readonly id: number; readonly ok: false; readonly error: ErrorReport }
  /** The name of a lock that the worker holds as long as it lives. */
  | { readonly type: 'lock'; readonly lock: string };

/** Whether a request reads the test set. */
export const needsTest = (request: LaneRequest): boolean =>
  request.kind === 'call' && request.method === 'evaluate' && request.args[1] === 'test';
