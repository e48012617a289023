import { useApp } from '../../store/app.ts';
import { AddLane } from '../lanes/AddLane.tsx';
import { LaneCard } from '../lanes/LaneCard.tsx';
import classes from './Lanes.module.css';

/** What the part of the page with the lanes is called. */
export const lanesTitle = (count: number): string => (count === 1 ? 'Optimizer' : 'Lanes');

/** One card for each optimizer that trains. */
export function Lanes() {
  const lanes = useApp(({ spec }) => spec.lanes);
  return (
    <section className={classes.lanes} aria-labelledby="lanes-heading">
      <div className={classes.heading}>
        <h2 id="lanes-heading">{lanesTitle(lanes.length)}</h2>
        <AddLane />
      </div>
      {lanes.map(({ look }, i) => (
        <LaneCard key={look} lane={i} />
      ))}
    </section>
  );
}
