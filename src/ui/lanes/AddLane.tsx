import { Button } from '@mantine/core';
import { Plus } from 'lucide-react';
import { maxLanes } from '../../experiment/lane-defaults.ts';
import { withNewLane } from '../../experiment/lane-list.ts';
import { useApp } from '../../store/app.ts';
import { useMessages } from '../kit/language.ts';
import { editLanes } from './editLanes.ts';

export const addLaneId = 'add-lane';

/** One more optimizer on the same network, the same start and the same batches: a new race. */
export function AddLane() {
  const t = useMessages();
  const isFull = useApp(({ spec }) => spec.lanes.length >= maxLanes);
  return (
    <Button
      id={addLaneId}
      size="xs"
      variant="subtle"
      color="gray"
      disabled={isFull}
      leftSection={<Plus size={15} strokeWidth={1.75} aria-hidden="true" />}
      onClick={() => editLanes(withNewLane)}
    >
      {isFull ? t('lanes.add.full', { count: t.format.whole(maxLanes) }) : t('lanes.add.lane')}
    </Button>
  );
}
