import type { ExperimentSpec } from '../experiment/schema.ts';
import type { RacePlan } from './plan.ts';
import type { RoundRecord } from './records.ts';
import type { Choice, TuningRun } from './sweep.ts';
import { chooseRate, learningRates } from './sweep.ts';

/** The plan of an experiment that is `totalSteps` steps long. `stopped`: ids of lanes that were stopped by hand. */
export function racePlanOf(
  { race, lanes, seed, seeds }: ExperimentSpec,
  totalSteps: number,
  stopped: readonly string[] = [],
): RacePlan {
  const { mode, tuningSeed, grid, timing } = race;
  const entries = lanes.map(({ id, optimizer }) => ({ id, lr: optimizer.lr }));
  return { mode, lanes: entries, seed, seeds, tuningSeed, grid, totalSteps, timing, stopped };
}

/** What each lane's sweep has decided so far, by lane; without a tuning run nothing is. */
export function choicesOf(
  { lanes, race, training }: ExperimentSpec,
  rounds: readonly RoundRecord[],
): readonly Choice[] {
  const runs = rounds.flatMap(({ phase, steps, runs: tried }): TuningRun[] =>
    phase === 'lr-search' ? tried.map((run) => ({ ...run, steps, lr: run.effectiveSpec.optimizer.lr })) : [],
  );
  return lanes.map(({ optimizer }, lane) =>
    chooseRate(lane, learningRates(optimizer.lr, race.grid), runs, training.target),
  );
}
