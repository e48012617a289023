import type { Translator } from '../../messages/translator.ts';
import { useApp } from '../../store/app.ts';
import { isOver, stepsShown } from '../../store/rounds.ts';
import type { RunSlice } from '../../store/state.ts';
import { useMessages } from '../kit/language.ts';
import { useLive } from '../kit/useFrame.ts';
import { Stat } from './Stat.tsx';

/** Steps taken of those there are, in the round under way and at the end in the race that the charts show; on a phone with the rate beneath. */
export function StepCount({ withRate = false }: { readonly withRate?: boolean }) {
  const t = useMessages();
  const step = useLive(({ run }) => (isOver(run) ? stepsShown(run) : run.step));
  const totalSteps = useApp(({ run }) =>
    isOver(run) ? run.totalSteps : (roundLength(run) ?? run.totalSteps),
  );
  const perSecond = useLive(({ run }) => (withRate ? run.stepsPerSecond : null));
  const { whole, rate } = t.format;
  const steps = totalSteps === null ? null : whole(totalSteps);
  const of = steps === null ? t('shell.progress.stepsAlone') : t('shell.progress.ofSteps', { steps });
  const label = withRate && perSecond !== null ? labelWithRate(t, steps, rate(perSecond)) : of;
  return <Stat value={whole(step)} label={label} widthChars={Math.max(7, of.length * 0.55)} />;
}

const labelWithRate = (t: Translator, steps: string | null, rate: string): string =>
  steps === null
    ? t('shell.progress.stepsAloneAt', { rate })
    : t('shell.progress.ofStepsAt', { steps, rate });

/** Steps of the round under way: lanes are timed over fewer than they race. */
function roundLength({ round }: RunSlice): number | null {
  return round?.round.phase === 'timing' ? round.round.steps : null;
}
