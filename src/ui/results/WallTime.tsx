import { Button } from '@mantine/core';
import { useState } from 'react';
import { useApp } from '../../store/app.ts';
import { isFair } from '../../store/tuning.ts';
import { focusTrain } from '../frame/trainAction.ts';
import { editPart } from '../panels/edit.ts';
import { usualTiming } from '../panels/timing.ts';
import classes from './WallTime.module.css';

/** That lanes which share the GPU are not compared by the clock, and the way to it; nothing where they were timed alone. */
export function WallTime() {
  const isTimed = useApp(({ run }) => run.spec.race.timing !== null);
  const again = useApp(({ run }) => (isFair(run) ? 'tunes and races again' : 'races again'));
  const [refusal, setRefusal] = useState<string | null>(null);
  if (isTimed) return null;
  const time = (): void => {
    const refused = editPart('race', 'timing', usualTiming);
    setRefusal(refused);
    if (refused === null) focusTrain();
  };
  return (
    <div className={classes.row}>
      <p role={refusal === null ? undefined : 'alert'}>{refusal ?? 'Wall time not compared'}</p>
      <Button size="compact-xs" onClick={time}>
        Time them alone: {again}
      </Button>
    </div>
  );
}
