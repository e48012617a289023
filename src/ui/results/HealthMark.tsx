import { VisuallyHidden } from '@mantine/core';
import { TriangleAlert } from 'lucide-react';
import { laneNotes } from '../../store/health.ts';
import { useLive } from '../charts/useFrame.ts';
import classes from './HealthMark.module.css';

/** Beside the name of the tab: there is something to be seen in a layer of some lane. */
export function HealthMark() {
  const isNoted = useLive(({ run }) => run.spec.lanes.some((_, lane) => laneNotes(run, lane).length > 0));
  if (!isNoted) return null;
  return (
    <>
      <TriangleAlert className={classes.mark} size={13} strokeWidth={2} aria-hidden="true" />
      <VisuallyHidden>with a note</VisuallyHidden>
    </>
  );
}
