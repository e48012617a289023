import { Button, SegmentedControl } from '@mantine/core';
import { Dices } from 'lucide-react';
import { useState } from 'react';
import { demoSeedCounts, minSeedsToClaim, offeredSeedCounts } from '../../race/seed-counts.ts';
import { useApp } from '../../store/app.ts';
import { newSeed } from '../../store/transport.ts';
import { edit } from '../kit/edit.ts';
import { Field } from '../kit/Field.tsx';
import type { FieldError } from '../kit/FieldError.tsx';
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

/** How many seeds are raced: a choice of those a verdict allows for, and what a link has set besides. */
export function SeedCountField() {
  const t = useMessages();
  const seeds = useApp(({ spec }) => spec.seeds);
  const [error, setError] = useState<FieldError | null>(null);
  const counts = new Set<number>([...demoSeedCounts, ...offeredSeedCounts, seeds]);
  return (
    <Field
      label={t('settings.seeds.label')}
      help={t('settings.seeds.help', { count: t.format.whole(minSeedsToClaim) })}
      error={error}
    >
      <SegmentedControl
        size="xs"
        aria-label={t('settings.seeds.count')}
        value={String(seeds)}
        onChange={(count) => setError(edit((spec) => ({ ...spec, seeds: Number(count) }), 'seeds'))}
        data={[...counts].sort((a, b) => a - b).map(String)}
      />
    </Field>
  );
}
