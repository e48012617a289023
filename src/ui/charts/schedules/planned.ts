import { HyperparamTimeline } from '../../../experiment/hyperparam-timeline.ts';
import type { LaneSpec } from '../../../experiment/schema.ts';
import type { StepHyperparams } from '../../../optim/host-scalars.ts';

interface Plan {
  readonly totalSteps: number | null;
  readonly timeline: HyperparamTimeline;
  readonly values: Map<number, StepHyperparams>;
}

const plans = new WeakMap<LaneSpec, Plan>();
const max = 4000; // steps remembered of a lane

/** A lane's hyperparameters at each step, computed once for each lane: charts ask for the same steps ten times a second. */
export function plannedAt(lane: LaneSpec, totalSteps: number | null): (step: number) => StepHyperparams {
  let plan = plans.get(lane);
  if (plan?.totalSteps !== totalSteps || plan === undefined) {
    plan = { totalSteps, timeline: new HyperparamTimeline(lane, totalSteps), values: new Map() };
    plans.set(lane, plan);
  }
  const { timeline, values } = plan;
  return (step) => {
    let planned = values.get(step);
    if (planned === undefined) {
      if (values.size >= max) values.clear();
      planned = timeline.scheduledAt(step);
      values.set(step, planned);
    }
    return planned;
  };
}

/**
 * Steps to sample a plan at, from the last one taken on: it goes on where the used values end. The others lie on a grid
 * that does not move as the run goes on, or on a log axis ever further apart.
 */
export function stepsAhead(
  steps: number,
  to: number,
  viewFrom: number,
  samples: number,
  log = false,
): number[] {
  const from = Math.max(steps - 1, 0, Math.floor(viewFrom));
  const stride = Math.max(1, Math.ceil((to - viewFrom) / samples));
  const grid: number[] = [];
  const evenly = (step: number): number => (Math.floor(step / stride) + 1) * stride;
  const growing = (step: number): number => Math.max(step + 1, Math.round(step * to ** (1 / samples)));
  const next = log ? growing : evenly;
  for (let step = next(from); step < to; step = next(step)) grid.push(step);
  return from >= to ? [] : [from, ...grid, Math.round(to)];
}
