import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { looksAlike } from '../../experiment/lane-defaults.ts';
import type { LaneSpec } from '../../experiment/schema.ts';
import { useApp } from '../../store/app.ts';
import { renameLane } from '../../store/lanes.ts';
import { isComposing } from '../kit/composing.ts';
import { useMessages } from '../kit/language.ts';
import classes from './LaneName.module.css';

interface Props {
  readonly index: number;
  readonly lane: LaneSpec;
  /** Called once the name is taken or given up. */
  readonly onDone: () => void;
}

/** The box a lane is renamed in: Enter or leaving it takes the name, Escape gives it up. */
export function LaneName({ index, lane, onDone }: Props) {
  const t = useMessages();
  const [name, setName] = useState(lane.name);
  const others = useApp(({ spec }) => spec.lanes);
  const newName = name.trim();
  const isUsed = others.some((other, i) => i !== index && looksAlike(other.name, newName));

  function settle(): void {
    if (newName !== '' && !isUsed && newName !== lane.name) renameLane(index, newName);
    onDone();
  }
  return (
    <TextInput
      className={classes.box ?? ''}
      size="xs"
      autoFocus
      maxLength={80}
      aria-label={t('lanes.name.label', { lane: lane.name })}
      value={name}
      error={isUsed ? t('lanes.name.notFree') : null}
      onFocus={({ currentTarget }) => currentTarget.select()}
      onChange={({ currentTarget }) => setName(currentTarget.value)}
      onBlur={settle}
      onKeyDown={({ key, nativeEvent }) => {
        if (isComposing(nativeEvent)) return; // Enter then takes what was composed, not the name
        if (key === 'Enter') settle();
        if (key === 'Escape') onDone();
      }}
    />
  );
}
