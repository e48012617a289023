import { Button } from '@mantine/core';
import { Dices } from 'lucide-react';
import { useApp } from '../../store/app.ts';
import { newSeed } from '../../store/transport.ts';
import { NumberBox } from '../lanes/NumberBox.tsx';
import { edit } from './edit.ts';
import { Field } from './Field.tsx';

/** The number all of the run's chances come from. */
export function SeedField() {
  const seed = useApp(({ spec }) => spec.seed);
  return (
    <Field
      label="Seed"
      help="Decides the initial weights and the order of the batches: the same seed gives the same run, to the last bit."
    >
      <NumberBox
        whole
        wide
        label="Seed"
        value={String(seed)}
        commit={(typed) => edit((spec) => ({ ...spec, seed: typed }), 'seed')}
      />
      <Button
        size="xs"
        leftSection={<Dices size={16} strokeWidth={1.75} aria-hidden="true" />}
        onClick={newSeed}
      >
        New seed
      </Button>
    </Field>
  );
}
