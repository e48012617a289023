import { Button } from '@mantine/core';
import { Dices } from 'lucide-react';
import { useApp } from '../../store/app.ts';
import { newSeed } from '../../store/transport.ts';
import { edit } from '../kit/edit.ts';
import { Field } from '../kit/Field.tsx';
import { useMessages } from '../kit/language.ts';
import { NumberBox } from '../kit/NumberBox.tsx';

/** The number all of the run's chances come from. */
export function SeedField() {
  const t = useMessages();
  const seed = useApp(({ spec }) => spec.seed);
  return (
    <Field label={t('settings.seed.label')} help={t('settings.seed.help')}>
      <NumberBox
        whole
        wide
        label={t('settings.seed.label')}
        value={String(seed)}
        commit={(typed) => edit((spec) => ({ ...spec, seed: typed }), 'seed')}
      />
      <Button
        size="xs"
        leftSection={<Dices size={16} strokeWidth={1.75} aria-hidden="true" />}
        onClick={newSeed}
      >
        {t('settings.seed.new')}
      </Button>
    </Field>
  );
}
