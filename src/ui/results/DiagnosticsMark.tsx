import { VisuallyHidden } from '@mantine/core';
import { TriangleAlert } from 'lucide-react';
import { useApp } from '../../store/app.ts';
import { notedLanes } from '../../store/layer-statistics.ts';
import { useMessages } from '../kit/language.ts';
import { useLive } from '../kit/useFrame.ts';
import classes from './DiagnosticsMark.module.css';

/** Beside the name of the tab: there is something to be seen in a layer of some lane. */
export function DiagnosticsMark() {
  const t = useMessages();
  const names = useLive(({ run }) =>
    t.format.and(notedLanes(run).map((lane) => run.displaySpec.lanes[lane]?.name ?? '')),
  );
  const several = useApp(({ run }) => run.displaySpec.lanes.length > 1);
  if (names === '') return null;
  return (
    <>
      <TriangleAlert className={classes.mark} size={13} strokeWidth={2} aria-hidden="true" />
      <VisuallyHidden>
        {several ? t('results.tabs.noteOn', { lanes: names }) : t('results.tabs.note')}
      </VisuallyHidden>
    </>
  );
}
