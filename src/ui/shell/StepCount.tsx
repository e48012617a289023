import { formatWhole } from '../../core/format.ts';
import { useApp } from '../../store/app.ts';
import { isOver, stepsShown } from '../../store/rounds.ts';
import type { RunSlice } from '../../store/state.ts';
import { useLive } from '../charts/useFrame.ts';
import { rate } from '../figures.ts';
import { Stat } from './Stat.tsx';

/** Steps taken of those there are, in the round under way and at the end in the race that the charts show; on a phone with the rate beneath. */
export function StepCount({ withRate = false }: { readonly withRate?: boolean }) {
  const step = useLive(({ run }) => (isOver(run) ? stepsShown(run) : run.step));
  const totalSteps = useApp(({ run }) =>
    isOver(run) ? run.totalSteps : (roundLength(run) ?? run.totalSteps),
  );
  const perSecond = useLive(({ run }) => (withRate ? run.stepsPerSecond : null));
  const of = totalSteps === null ? 'steps' : `of ${formatWhole(totalSteps)} steps`;
  const label = withRate && perSecond !== null ? `${of} · ${rate(perSecond)}/s` : of;
  return <Stat value={formatWhole(step)} label={label} widthChars={Math.max(7, of.length * 0.55)} />;
}

/** Steps of the round under way: lanes are timed over fewer than they race. */
function roundLength({ round }: RunSlice): number | null {
  return round?.round.phase === 'timing' ? round.round.steps : null;
}
