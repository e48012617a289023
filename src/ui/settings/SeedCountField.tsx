import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { demoSeedCounts, minSeedsToClaim, offeredSeedCounts } from '../../race/seed-counts.ts';
import { useApp } from '../../store/app.ts';
import { edit } from './edit.ts';
import { Field } from './Field.tsx';

/** How many seeds are raced: a choice of those a verdict allows for, and what a link has set besides. */
export function SeedCountField() {
  const seeds = useApp(({ spec }) => spec.seeds);
  const [error, setError] = useState<string | null>(null);
  const counts = new Set<number>([...demoSeedCounts, ...offeredSeedCounts, seeds]);
  return (
    <Field
      label="Seeds"
      help={`Each lane trains once with each seed, on the same weights and batches as the others. 3 for a demonstration; at least ${minSeedsToClaim} for a claim.`}
      error={error}
    >
      <SegmentedControl
        size="xs"
        aria-label="Number of seeds"
        value={String(seeds)}
        onChange={(count) => setError(edit((spec) => ({ ...spec, seeds: Number(count) }), 'seeds'))}
        data={[...counts].sort((a, b) => a - b).map(String)}
      />
    </Field>
  );
}
