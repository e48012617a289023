import { Lock } from 'lucide-react';
import { useApp } from '../../store/app.ts';
import { lockReason } from '../../store/lock.ts';
import { useMessages } from '../kit/language.ts';
import { Term } from '../kit/Term.tsx';
import { AddLane } from '../lanes/AddLane.tsx';
import { LaneCard } from '../lanes/LaneCard.tsx';
import classes from './Lanes.module.css';

/** Why no slider moves. */
function LockedNote() {
  const t = useMessages();
  const reason = useApp(({ run }) => lockReason(run));
  if (reason === null) return null;
  return (
    <p className={classes.locked}>
      <Lock size={13} strokeWidth={1.75} aria-hidden="true" />
      {t(`shell.locked.${reason}`)}
    </p>
  );
}

/** One card for each optimizer that trains. */
export function Lanes() {
  const t = useMessages();
  const lanes = useApp(({ spec }) => spec.lanes);
  return (
    <section className={classes.lanes} aria-labelledby="lanes-heading">
      <div className={classes.heading}>
        <h2 id="lanes-heading">
          <Term id={lanes.length === 1 ? 'optimizer' : 'lane'}>
            {t('shell.landmark.lanes', { count: lanes.length })}
          </Term>
        </h2>
        <AddLane />
      </div>
      <LockedNote />
      {lanes.map(({ styleIndex }, i) => (
        <LaneCard key={styleIndex} lane={i} />
      ))}
    </section>
  );
}
