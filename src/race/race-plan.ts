import type { ExperimentSpec } from '../experiment/schema.ts';
import type { RacePlan } from './plan.ts';
import type { RoundRecord } from './records.ts';
import type { Choice, TuningRun } from './sweep.ts';
import { chooseRate, learningRates, withChosen } from './sweep.ts';

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

/**
 * What each lane's sweep has decided so far, by lane; without a tuning run nothing is. A lane that has raced has the learning
 * rate it raced at, which results of older versions chose by another rule.
 */
export function choicesOf(
  { lanes, race, training }: ExperimentSpec,
  rounds: readonly Pick<RoundRecord, 'phase' | 'steps' | 'runs'>[],
): readonly Choice[] {
  const runs = rounds.flatMap(({ phase, steps, runs: tried }): TuningRun[] =>
    phase === 'lr-search' ? tried.map((run) => ({ ...run, steps, lr: run.effectiveSpec.optimizer.lr })) : [],
  );
  const raced = rounds.flatMap(({ phase, runs: racing }) => (phase === 'race' ? racing : []));
  return lanes.map(({ optimizer }, lane) => {
    const grid = learningRates(optimizer.lr, race.grid);
    const choice = chooseRate(lane, grid, runs, training.target);
    const racedAt = raced.find((run) => run.lane === lane)?.effectiveSpec.optimizer.lr;
    // where all tries diverged none was chosen: the lane raced at its own
    return choice.lr === null || racedAt === undefined ? choice : withChosen(choice, racedAt, grid);
  });
}
