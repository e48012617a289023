import { useApp } from '../../store/app.ts';
import { isRaceOfSeeds } from '../../store/rounds.ts';
import classes from './Charts.module.css';
import { AccuracyChart, LossChart, ResultsCard, SchedulesChart } from './deferredCards.tsx';
import { PresetCards } from './PresetCards.tsx';
import { isFirstVisit } from './trainAction.ts';
import { Welcome } from './Welcome.tsx';

interface Props {
  /** In a race the standings come right below the loss: where there is room for two things, the other is who leads. */
  readonly areStandingsEarly?: boolean;
}

/**
 * Loss over the full width, then accuracy and schedules, then the results. In a race of several seeds, whose verdict is
 * tall, loss and accuracy side by side and the schedules among the results: from its start on, so that nothing moves when
 * it ends. On a first visit the loss alone, and how to begin.
 */
export function Charts({ areStandingsEarly = false }: Props) {
  const isFirst = useApp(isFirstVisit);
  const isRace = useApp(({ run }) => run.displaySpec.lanes.length > 1);
  const hasSeeds = useApp(({ run }) => isRaceOfSeeds(run.displaySpec));
  const isEarly = areStandingsEarly && isRace && !isFirst;
  const results = (
    <div key="results" className={classes.results}>
      <ResultsCard schedules={<SchedulesChart />} />
    </div>
  );
  return (
    <div className={classes.charts} data-layout={isFirst ? 'first' : hasSeeds ? 'seeds' : 'run'}>
      <div className={classes.loss}>
        <LossChart>
          <Welcome />
        </LossChart>
      </div>
      {isEarly && results}
      <div className={classes.rest}>
        {isFirst ? (
          <PresetCards />
        ) : (
          <>
            <div className={classes.accuracy}>
              <AccuracyChart />
            </div>
            {hasSeeds ? null : (
              <div className={classes.schedules}>
                <SchedulesChart />
              </div>
            )}
            {!isEarly && results}
          </>
        )}
      </div>
    </div>
  );
}
