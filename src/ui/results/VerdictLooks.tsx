import type { Verdict } from '../../race/verdict.ts';
import { useApp } from '../../store/app.ts';
import { laneStyle, styleVariables } from '../kit/lane/laneStyle.ts';
import { useMessages } from '../kit/language.ts';
import classes from './VerdictLooks.module.css';

/** The looks at a race as dots: open, decided, still to come. What later seeds have reopened is shown as open. */
export function VerdictLooks({ looks, kind }: Pick<Verdict, 'looks' | 'kind'>) {
  const t = useMessages();
  const lanes = useApp(({ run }) => run.displaySpec.lanes);
  return (
    <ol className={classes.looks} aria-label={t('verdict.look.label')}>
      {looks.map(({ seeds, outcome, lane }) => {
        const spec = lane === null ? undefined : lanes[lane];
        const isDecided = outcome === 'decided' && kind === 'winner';
        return (
          <li
            key={seeds}
            data-outcome={isDecided || outcome === 'notTaken' ? outcome : 'open'}
            style={isDecided && spec ? styleVariables(laneStyle(spec.styleIndex)) : undefined}
          >
            {isDecided
              ? t('verdict.look.seedsDecided', { seeds: t.format.whole(seeds), lane: spec?.name ?? '' })
              : t(outcome === 'notTaken' ? 'verdict.look.seeds' : 'verdict.look.seedsOpen', {
                  seeds: t.format.whole(seeds),
                })}
          </li>
        );
      })}
    </ol>
  );
}
