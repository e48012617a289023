import { useApp } from '../../store/app.ts';
import { AccuracyChart } from '../charts/AccuracyChart.tsx';
import { LossChart } from '../charts/LossChart.tsx';
import { SchedulesChart } from '../charts/SchedulesChart.tsx';
import { ResultsCard } from '../results/ResultsCard.tsx';
import classes from './Charts.module.css';
import { PresetCards } from './PresetCards.tsx';
import { isFirstVisit } from './trainAction.ts';
import { Welcome } from './Welcome.tsx';

/** Loss over the full width, then accuracy and schedules, then the results; on a first visit the loss alone, and how to begin. */
export function Charts() {
  const isFirst = useApp(isFirstVisit);
  return (
    <div className={classes.charts} data-first={isFirst || undefined}>
      <div className={classes.loss}>
        <LossChart>
          <Welcome />
        </LossChart>
      </div>
      {isFirst ? (
        <PresetCards />
      ) : (
        <>
          <div className={classes.small}>
            <AccuracyChart />
          </div>
          <div className={classes.small}>
            <SchedulesChart />
          </div>
          <div className={classes.results}>
            <ResultsCard />
          </div>
        </>
      )}
    </div>
  );
}
