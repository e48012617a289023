import { DownhillError } from '../../core/errors.ts';
import type { DatasetManifest } from '../../data/formats/manifest.ts';
import { withoutIds } from '../../experiment/lane-defaults.ts';
import type { ExperimentSpec } from '../../experiment/schema.ts';
import type { NetworkValues } from '../../nn/model.ts';
import type { TrainedWeights } from '../../protocol/messages.ts';
import type { Round } from '../../race/plan.ts';
import type { OpenRound } from './open-round.ts';

/** The weights of the seed raced last, lane by lane, however they can be had. */
interface LaneWeights {
  readonly seed: number;
  /** Steps taken at that seed. */
  readonly step: number;
  weights(laneId: string): Promise<NetworkValues>;
}

/** Those of a round whose executor is there. */
const trainedNow = (round: OpenRound): LaneWeights => ({
  seed: round.round.seed,
  step: round.runner.step,
  weights: (laneId) => round.weights(laneId),
});

/** Those of a round whose executor is about to go, read back. */
async function trainedOnHost(open: OpenRound): Promise<LaneWeights> {
  const read = new Map<string, NetworkValues>();
  for (const { laneId } of open.round.lanes) read.set(laneId, await open.weights(laneId));
  return {
    ...trainedNow(open),
    weights: async (laneId) => {
      const laneWeights = read.get(laneId);
      if (laneWeights) return laneWeights;
      throw new DownhillError({
        code: 'state',
        fact: { id: 'weightsOfStoppedLane', params: {} },
      });
    },
  };
}

/** What a race keeps of weights, so that they can be had between two rounds and when all is over. */
export class FinishedWeights {
  /** Of the round raced last, once it is over. */
  #trained: LaneWeights | null = null;
  /** The round with which all was over: its executor stays for its weights. */
  #last: OpenRound | null = null;
  readonly #beginsWithTiming: boolean;

  /** @param first the round it begins with: where lanes are timed, the race was over before the run was resumed */
  constructor(first: Round) {
    this.#beginsWithTiming = first.phase === 'timing';
  }

  /** Keeps those of a round that was raced; `next`: what comes after it, null where all is over. */
  async keep(open: OpenRound, next: Round | null): Promise<void> {
    this.#trained = null;
    if (next === null) {
      this.#last = open;
      this.#trained = trainedNow(open);
    } else if (next.phase === 'timing') this.#trained = await trainedOnHost(open);
  }

  /** Whether a round's executor is to stay. */
  needs(open: OpenRound): boolean {
    return open === this.#last;
  }

  /**
   * Those to be had now: of the round under way (`open`) where it is raced, or where none has been, else of that raced last.
   * @throws DownhillError code `state` where there are none
   */
  now(open: OpenRound | null): LaneWeights {
    if (this.#beginsWithTiming)
      throw new DownhillError({ code: 'state', fact: { id: 'weightsBeforeResume', params: {} } });
    const isRaced = this.#trained === null || open?.round.phase === 'race';
    const trained = open && isRaced ? trainedNow(open) : this.#trained;
    if (trained) return trained;
    throw new DownhillError({
      code: 'state',
      fact: { id: 'weightsBetweenSeeds', params: {} },
    });
  }

  async dispose(): Promise<void> {
    await this.#last?.runner.dispose();
    this.#last = null;
  }
}

/** A lane's weights with what a file of them says of itself. `manifest`: of the images as they were trained on. */
export async function describedWeights(
  spec: ExperimentSpec,
  { seed, step, weights }: LaneWeights,
  laneId: string,
  { classes, mean, std }: DatasetManifest,
): Promise<TrainedWeights> {
  const metadata = {
    format: 'downhill',
    spec: JSON.stringify({ ...spec, lanes: withoutIds(spec.lanes) }),
    lane: spec.lanes.find(({ id }) => id === laneId)?.name ?? '',
    seed: String(seed),
    step: String(step),
    classes: JSON.stringify(classes),
    normalize: spec.data.normalize,
    mean: JSON.stringify(mean),
    std: JSON.stringify(std),
  };
  return { ...(await weights(laneId)), metadata };
}
