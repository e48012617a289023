/** The charts of the page, which it loads after it can train. */
export { AccuracyChart } from './AccuracyChart.tsx';
export { LossChart } from './LossChart.tsx';
export { SchedulesChart } from './SchedulesChart.tsx';
