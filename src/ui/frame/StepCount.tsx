import { formatWhole } from '../../core/format.ts';
import { useApp } from '../../store/app.ts';
import { useLive } from '../charts/useFrame.ts';
import { rate } from '../figures.ts';
import { Stat } from './Stat.tsx';

/** Steps taken of those there are; on a phone with the rate beneath. */
export function StepCount({ withRate = false }: { readonly withRate?: boolean }) {
  const step = useLive(({ run }) => run.step);
  const horizon = useApp(({ run }) => run.horizon);
  const perSecond = useLive(({ run }) => (withRate ? run.stepsPerSecond : null));
  const of = horizon === null ? 'steps' : `of ${formatWhole(horizon)} steps`;
  const label = withRate && perSecond !== null ? `${of} · ${rate(perSecond)}/s` : of;
  return <Stat value={formatWhole(step)} label={label} widthChars={Math.max(7, of.length * 0.55)} />;
}
