import { VisuallyHidden } from '@mantine/core';
import { TriangleAlert } from 'lucide-react';
import { useApp } from '../../store/app.ts';
import { laneNotes } from '../../store/health.ts';
import { useFrame } from '../charts/useFrame.ts';
import classes from './HealthMark.module.css';

/** Beside the name of the tab: there is something to be seen in a layer of some lane. */
export function HealthMark() {
  useFrame();
  const run = useApp((state) => state.run);
  if (!run.spec.lanes.some((_, lane) => laneNotes(run, lane).length > 0)) return null;
  return (
    <>
      <TriangleAlert className={classes.mark} size={13} strokeWidth={2} aria-hidden="true" />
      <VisuallyHidden>, with a note</VisuallyHidden>
    </>
  );
}
