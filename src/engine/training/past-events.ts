import type { Outbox } from '../../protocol/outbox.ts';
import type { Evaluation } from '../../protocol/training-facts.ts';
import type { LaneTrack } from './lane-track.ts';
import type { RoundLog } from './run-result.ts';

/**
 * Tells the page of a round's steps so far as it was told when they were taken: steps, layer statistics, epochs,
 * evaluations, divergence and target; last the state of each lane. `index` counts the rounds.
 */
export function emitPast({ round, log }: RoundLog, index: number, outbox: Outbox): void {
  outbox.beginRound();
  outbox.emit('round', { index, round });
  const { lanes, steps, elapsedMs } = log;
  const pasts = lanes.map((lane) => pastOf(lane));
  const evaluations = evaluationsByStep(lanes);
  const emitLane = (
    lane: number,
    change: Partial<Pick<LaneTrack, 'state' | 'divergence' | 'targetStep'>> = {},
  ) => {
    const { state, divergence, targetStep } = lanes[lane] as LaneTrack;
    outbox.emit('lane', { lane, state, divergence, targetStep, ...change });
  };
  for (let step = 0; step < steps; step++) {
    lanes.forEach((lane, i) => {
      const past = pasts[i];
      if (!past || step >= lane.losses.length) return;
      const norms = past.norms.get(step);
      if (norms) outbox.addLayerStatistics(i, step, norms);
      const { lr = 0, [lane.momentumKey]: momentum = 0 } = lane.timeline.at(step);
      const accepted = !past.skipped.has(step);
      const loss = lane.losses[step] ?? Number.NaN;
      outbox.addStep(i, { loss, lr, momentum, elapsedMs: elapsedMs[step] ?? 0, accepted });
      const epoch = lane.epochs[(step + 1) / lane.stepsPerEpoch - 1];
      if (epoch) outbox.emit('epoch', { lane: i, epoch });
      if (lane.divergence?.step !== step) return;
      const { targetStep } = lane;
      emitLane(i, { targetStep: targetStep !== null && targetStep <= step ? targetStep : null });
    });
    for (const { lane, evaluation } of evaluations.get(step + 1) ?? []) {
      outbox.emit('evaluation', { lane, evaluation });
      const isTarget = evaluation.split === 'validation' && evaluation.step === lanes[lane]?.targetStep;
      if (isTarget) emitLane(lane, { state: 'running', divergence: null });
    }
  }
  if (steps > 0)
    lanes.forEach((_, i) => {
      emitLane(i);
    });
}

const pastOf = ({ layerStatistics, history }: LaneTrack) => ({
  norms: new Map(layerStatistics.map(({ step, norms }) => [step, norms])),
  skipped: new Set(history.skippedSteps),
});

/** Those of all lanes by the step they were made at, in the order they were made in. */
function evaluationsByStep(lanes: readonly LaneTrack[]) {
  const byStep = new Map<number, { readonly lane: number; readonly evaluation: Evaluation }[]>();
  for (const split of ['validation', 'test'] as const) {
    for (const [lane, { evaluations }] of lanes.entries()) {
      for (const evaluation of evaluations.filter((one) => one.split === split)) {
        const atStep = byStep.get(evaluation.step) ?? [];
        atStep.push({ lane, evaluation });
        byStep.set(evaluation.step, atStep);
      }
    }
  }
  return byStep;
}
