import type { Verdict } from '../../race/verdict.ts';
import { useApp } from '../../store/app.ts';
import { laneLook, lookVariables } from '../charts/lane.ts';
import classes from './VerdictLooks.module.css';

/** The looks at a race as dots: open, decided, still to come. */
export function VerdictLooks({ looks }: Pick<Verdict, 'looks'>) {
  const lanes = useApp(({ run }) => run.spec.lanes);
  return (
    <ol className={classes.looks} aria-label="Looks, by seeds">
      {looks.map(({ seeds, outcome, lane }) => {
        const spec = lane === null ? undefined : lanes[lane];
        const isDecided = outcome === 'decided';
        return (
          <li
            key={seeds}
            data-outcome={outcome}
            style={isDecided && spec ? lookVariables(laneLook(spec.look)) : undefined}
          >
            {seeds}
            {isDecided ? ` ${spec?.name ?? ''}` : outcome === 'not taken' ? '' : ' open'}
          </li>
        );
      })}
    </ol>
  );
}
