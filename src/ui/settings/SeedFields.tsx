import { Button } from '@mantine/core';
import { Dices } from 'lucide-react';
import { demoSeedCounts, minSeedsToClaim, offeredSeedCounts } from '../../race/seed-counts.ts';
import { useApp } from '../../store/app.ts';
import { newSeed } from '../../store/transport.ts';
import { useMessages } from '../kit/language.ts';
import { ExperimentField } from './ExperimentField.tsx';

/** The number all of the run's chances come from. */
export function SeedField() {
  const t = useMessages();
  return (
    <ExperimentField id="seed" wide>
      <Button
        size="xs"
        leftSection={<Dices size={16} strokeWidth={1.75} aria-hidden="true" />}
        onClick={newSeed}
      >
        {t('settings.seed.new')}
      </Button>
    </ExperimentField>
  );
}

/** How many seeds are raced: a choice of those a verdict allows for, and what a link has set besides. */
export function SeedCountField() {
  const t = useMessages();
  const seeds = useApp(({ spec }) => spec.seeds);
  const counts = new Set<number>([...demoSeedCounts, ...offeredSeedCounts, seeds]);
  return (
    <ExperimentField
      id="seeds"
      by={{ offered: [...counts].sort((a, b) => a - b) }}
      help={t('settings.seeds.help', { count: t.format.whole(minSeedsToClaim) })}
    />
  );
}
