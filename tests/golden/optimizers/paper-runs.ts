import type { StepHyperparams } from '../../../src/optim/host-scalars.ts';
import { readJson } from '../references.ts';
import type { Trajectory } from './trajectory.ts';
import { fullHyperparams, updateOf } from './trajectory.ts';

type Point = readonly number[] | readonly (readonly number[])[];

interface PaperRun {
  readonly id: string;
  readonly problem: string;
  readonly hyper: Readonly<Record<string, number | boolean | readonly number[]>>;
  readonly check: { readonly f32vsF64MaxAbsDiff: number };
  readonly f64: {
    readonly params: readonly Point[];
    readonly grads: readonly Point[];
    readonly mu?: readonly number[];
    readonly lookahead?: readonly Point[];
  };
}

export const paperRuns = readJson<{ runs: PaperRun[] }>('optimizers_papers.json').runs;

const numberOf = (run: PaperRun, key: string): number => {
  const value = run.hyper[key];
  if (typeof value !== 'number') throw new RangeError(`${run.id}: no number ${key}`);
  return value;
};

/** Vectors as they are. Matrices [out, in] turned round, since our kernels are [in, out]. */
function flat(point: Point): number[] {
  const rows = point.filter((row) => Array.isArray(row));
  if (rows.length === 0) return point.filter((value) => typeof value === 'number');
  return (rows[0] ?? []).flatMap((_, col) => rows.map((row) => row[col] ?? Number.NaN));
}

const shapeOf = (point: Point): number[] =>
  Array.isArray(point[0]) ? [point[0].length, point.length] : [point.length];

function trajectory(
  run: PaperRun,
  update: Trajectory['update'],
  points: readonly Point[],
  hyperparamsAt: (step: number) => StepHyperparams,
): Trajectory {
  const [start = [], ...after] = points;
  return {
    name: `${run.id} on ${run.problem}`,
    from: 'optimizers_papers.json',
    update,
    parameters: [{ name: 'p', shape: shapeOf(start), values: flat(start) }],
    steps: after.map((point, i) => ({
      gradients: [flat(run.f64.grads[i] ?? [])],
      hyperparams: fullHyperparams(update, hyperparamsAt(i)),
      after: [flat(point)],
    })),
    float32Difference: run.check.f32vsF64MaxAbsDiff,
  };
}

/** Sutskever's schedule of 2013, eq. (5), or the constant. */
function sutskeverMomentum({ hyper }: PaperRun, step: number): number {
  const { mu, mu_max: max = 0, period = 250 } = hyper;
  if (typeof mu === 'number') return mu;
  return Math.min(1 - 2 ** (-1 - Math.log2(Math.floor(step / Number(period)) + 1)), Number(max));
}

const nesterov = (points: (run: PaperRun) => readonly Point[]) => (run: PaperRun) =>
  trajectory(run, updateOf('nesterov'), points(run), (step) => ({
    lr: numberOf(run, 'lr'),
    momentum: run.f64.mu?.[step] ?? Number.NaN,
    momentumNext: run.f64.mu?.[step + 1] ?? sutskeverMomentum(run, step + 1),
  }));

/** θ of ours is where the gradient is taken: these papers' look-ahead point, not their x. */
const lookahead = ({ f64 }: PaperRun): readonly Point[] => f64.lookahead ?? [];
const params = ({ f64 }: PaperRun): readonly Point[] => f64.params;

const muon = (run: PaperRun): Trajectory =>
  trajectory(run, updateOf('muon', { nesterov: run.hyper.nesterov === true }), run.f64.params, () => ({
    lr: numberOf(run, 'lr'),
    momentum: numberOf(run, 'momentum'),
    weightDecay: numberOf(run, 'weight_decay'),
  }));

/** The runs of optimizers_papers.json that our optimizers must repeat. */
export const paperOptimizers: Readonly<Record<string, (run: PaperRun) => Trajectory>> = {
  sutskever_nag_const: nesterov(lookahead),
  sutskever_nag_sched250: nesterov(lookahead),
  sutskever_nag_sched5: nesterov(lookahead),
  nag_gradpoint_const: nesterov(params),
  nag_gradpoint_sched5: nesterov(params),
  nesterov1983_k: (run) =>
    trajectory(run, updateOf('nesterov1983'), lookahead(run), () => ({ lr: numberOf(run, 'lr') })),
  // a momentum that decays at once is β₁ throughout, Dozat's simplified form
  nadam_dozat_const: (run) =>
    trajectory(run, updateOf('nadam'), params(run), () => ({ lr: numberOf(run, 'lr'), momentumDecay: 1e9 })),
  muon,
  muon_wd_plain: muon,
};

/** Those that are not ours to repeat, and why. */
export const otherPaperRuns: Readonly<Record<string, string>> = {
  nesterov1983_ak: 'another momentum sequence than (t − 1)/(t + 2)',
  lion: 'belongs to the rest of the catalogue',
  schedule_free_paper: 'belongs to the rest of the catalogue',
  schedule_free_code: 'belongs to the rest of the catalogue',
  adan_paper: 'belongs to the rest of the catalogue',
  adan_corrected: 'belongs to the rest of the catalogue',
  lookahead_sgd: 'belongs to the rest of the catalogue',
  lookahead_nesterov: 'belongs to the rest of the catalogue',
};

export const paperTrajectories: readonly Trajectory[] = paperRuns.flatMap((run) => {
  const make = paperOptimizers[run.id];
  return make ? [make(run)] : [];
});
