import { useApp } from '../../store/app.ts';
import { LaneCard } from '../lanes/LaneCard.tsx';
import classes from './Lanes.module.css';

/** What the part of the page with the lanes is called. */
export const lanesTitle = (count: number): string => (count === 1 ? 'Optimizer' : 'Lanes');

/** One card for each optimizer that trains. */
export function Lanes() {
  const laneCount = useApp(({ spec }) => spec.lanes.length);
  return (
    <section className={classes.lanes} aria-labelledby="lanes-heading">
      <h2 id="lanes-heading" className={classes.heading}>
        {lanesTitle(laneCount)}
      </h2>
      {Array.from({ length: laneCount }, (_, lane) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a lane is known by its place
        <LaneCard key={lane} lane={lane} />
      ))}
    </section>
  );
}
