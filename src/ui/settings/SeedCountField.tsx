import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { demoSeedCounts, minSeedsToClaim, offeredSeedCounts } from '../../race/seed-counts.ts';
import { useApp } from '../../store/app.ts';
import { edit } from '../kit/edit.ts';
import { Field } from '../kit/Field.tsx';
import { useMessages } from '../kit/language.ts';

/** How many seeds are raced: a choice of those a verdict allows for, and what a link has set besides. */
export function SeedCountField() {
  const t = useMessages();
  const seeds = useApp(({ spec }) => spec.seeds);
  const [error, setError] = useState<string | null>(null);
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
