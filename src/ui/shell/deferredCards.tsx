import { deferred } from '../kit/deferred.tsx';
import classes from './deferredCards.module.css';

const charts = () => import('../charts/cards.ts');
const placeholder = <div className={classes.placeholder} aria-hidden="true" />;

/** The cards of the page that show what comes of training: loaded after the page can train, in the room kept for them. */
export const LossChart = deferred(async () => (await charts()).LossChart, placeholder);
export const AccuracyChart = deferred(async () => (await charts()).AccuracyChart, placeholder);
export const SchedulesChart = deferred(async () => (await charts()).SchedulesChart, placeholder);
export const ResultsCard = deferred(
  async () => (await import('../results/ResultsCard.tsx')).ResultsCard,
  placeholder,
);
