/** The charts of the page, which it loads after it can train. */
export { AccuracyChart } from './accuracy/AccuracyChart.tsx';
export { LossChart } from './loss/LossChart.tsx';
export { SchedulesChart } from './schedules/SchedulesChart.tsx';
