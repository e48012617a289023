import type { Phase, RacePlan } from './plan.ts';
import { raceSeeds } from './plan.ts';
import type { RoundRecord } from './records.ts';
import { resultError } from './result-checks.ts';

const phases: readonly Phase[] = ['lr-search', 'race', 'timing'];

/**
 * Whether the rounds of a result are the first of its plan, in their order: tuning, then the seeds one after the other,
 * then each lane alone. The verdict looks at the first so many seeds in the order they were raced, so that one left out, or
 * put elsewhere, may change what it says. A lane that was stopped by hand is in none of the rounds to come, and one that is
 * raced keeps its learning rate. Which rates were tried in which order is not asked.
 * @param plan of rounds that are of its phases and seeds, each lane once
 * @throws DownhillError code `spec` with the path of the first thing out of order
 */
export function checkOrder(rounds: readonly RoundRecord[], plan: RacePlan): void {
  const seeds = raceSeeds(plan);
  const rates = new Map<number, number>();
  let racing: readonly number[] | null = null;
  let races = 0;
  let phase: Phase = 'lr-search';
  rounds.forEach((round, i) => {
    const at = `result.rounds[${i}]`;
    checkPhase(round.phase, phase, `${at}.phase`);
    phase = round.phase;
    if (phase === 'lr-search') return;
    if (phase === 'race') checkSeed(round.seed, seeds[races++], `${at}.seed`);
    else if (races < seeds.length) throw resultError(`${at}.phase`, 'seedsFirst', { seeds: seeds.length });
    checkStays(round, racing, at);
    checkRates(round, rates, at);
    if (phase === 'race') racing = round.runs.map(({ lane }) => lane);
  });
}

function checkPhase(phase: Phase, before: Phase, path: string): void {
  if (phases.indexOf(phase) < phases.indexOf(before))
    throw resultError(path, 'phaseOrder', { before, got: phase });
}

function checkSeed(seed: number, next: number | undefined, path: string): void {
  if (next === undefined) throw resultError(path, 'seedAfterLast', { got: seed });
  if (seed !== next) throw resultError(path, 'seedNext', { expected: next, got: seed });
}

/** @param racing the lanes of the last seed; null before the first */
function checkStays({ phase, runs }: RoundRecord, racing: readonly number[] | null, at: string): void {
  const back = racing === null ? -1 : runs.findIndex(({ lane }) => !racing.includes(lane));
  if (back === -1) return;
  throw resultError(`${at}.runs[${back}].lane`, 'stoppedLane', {
    phase: phase === 'race' ? phase : 'timing',
    got: runs[back]?.lane ?? -1,
  });
}

/** @param rates by lane, of the rounds before; takes in those of this one */
function checkRates({ runs }: RoundRecord, rates: Map<number, number>, at: string): void {
  runs.forEach(({ lane, effectiveSpec }, j) => {
    const { lr } = effectiveSpec.optimizer;
    const before = rates.get(lane) ?? lr;
    rates.set(lane, lr);
    if (before !== lr)
      throw resultError(`${at}.runs[${j}].effectiveSpec.optimizer.lr`, 'rateOfRounds', {
        expected: before,
        got: lr,
      });
  });
}
