import type { AdapterReport } from '../protocol/messages.ts';
import type { HeatRecord, RaceResult, RunRecord } from '../race/result.ts';
import type { Raced } from './heats.ts';
import { heatNow } from './heats.ts';
import { verdictNow } from './standings.ts';
import type { HeatRun } from './state.ts';
import { versions } from './versions.ts';

/**
 * The run at hand as the result that is exported: the heats that are over, every loss of them, and what they show.
 * Null while no heat is over. The spec has each move of a hand, so that it repeats the run.
 */
export function resultOf(run: Raced, adapter: AdapterReport): RaceResult | null {
  const heats = [...run.heats, heatNow(run)].flatMap(recordOf);
  if (heats.length === 0) return null;
  const verdict = run.spec.lanes.length > 1 ? verdictNow(run) : null;
  return { kind: 'downhill-race', version: 2, spec: run.exact, versions, adapter, heats, verdict };
}

/** Whether there is anything to export. */
export const hasResult = ({ heats, heatEnd }: Raced): boolean =>
  heatEnd !== null || heats.some(({ end }) => end !== null);

function recordOf(heat: HeatRun): HeatRecord[] {
  const { end, heat: plan } = heat;
  if (end === null) return [];
  const { phase, seed, steps } = plan;
  const longest = Math.max(0, ...heat.series.map((series) => series.steps));
  const runs = plan.lanes.flatMap((_, position) => runRecord(heat, position));
  // a run until stopped has no length but what it came to
  return [
    {
      phase,
      seed,
      steps: Number.isFinite(steps) ? steps : longest,
      hashes: end.hashes,
      trainMs: end.trainMs,
      runs,
    },
  ];
}

function runRecord({ heat, ran, lanes, series }: HeatRun, position: number): RunRecord[] {
  const [entry, lane, state, measured] = [
    heat.lanes[position],
    ran[position],
    lanes[position],
    series[position],
  ];
  if (!entry || !lane || !state || !measured) return [];
  return [
    {
      lane: entry.lane,
      ran: lane,
      state: state.state,
      divergence: state.divergence,
      targetStep: state.targetStep,
      loss: measured.loss.values,
      evaluations: measured.evaluations,
    },
  ];
}
