import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { ExperimentSpec } from '../../experiment/schema.ts';
import { useApp } from '../../store/app.ts';
import { edit } from './edit.ts';
import { Field } from './Field.tsx';

type Mode = ExperimentSpec['race']['mode'];

const help: Readonly<Record<Mode, string>> = {
  quick: 'Each lane runs at the learning rate it has, which hands may move: good to see, marked untuned.',
  fair: 'Each lane first tries as many learning rates on a seed that is not raced, then races at its best.',
};

/** Whether learning rates are searched for before the race. */
export function ModeField() {
  const mode = useApp(({ spec }) => spec.race.mode);
  const [error, setError] = useState<string | null>(null);
  return (
    <Field label="Mode" help={help[mode]} error={error}>
      <SegmentedControl
        size="xs"
        aria-label="Mode"
        value={mode}
        onChange={(next) => setError(edit((spec) => withMode(spec, next as Mode), 'race.mode'))}
        data={[
          { value: 'quick', label: 'Quick' },
          { value: 'fair', label: 'Fair' },
        ]}
      />
    </Field>
  );
}

/** A fair race searches the learning rate by itself: what moves it on the way is left out, and it needs a length. */
function withMode(spec: ExperimentSpec, mode: Mode): ExperimentSpec {
  const race = { ...spec.race, mode };
  if (mode === 'quick') return { ...spec, race };
  const lanes = spec.lanes.map((lane) => ({
    ...lane,
    events: lane.events.flatMap(({ step, set }) => {
      const { 'optimizer.lr': _, ...rest } = set;
      return Object.keys(rest).length === 0 ? [] : [{ step, set: rest }];
    }),
  }));
  return { ...spec, race, lanes };
}
