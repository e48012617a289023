import { Button } from '@mantine/core';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { VerdictKind } from '../../race/verdict.ts';
import { useApp } from '../../store/app.ts';
import { focusTrain } from '../frame/trainAction.ts';
import { edit } from '../panels/edit.ts';
import classes from './MoreSeeds.module.css';
import { moreSeeds } from './moreSeeds.ts';

/** Makes the race ready with more seeds, where those there are left it open; it begins at the next press of Train. */
export function MoreSeeds({ kind }: { readonly kind: VerdictKind }) {
  const run = useApp((state) => state.run);
  const [refusal, setRefusal] = useState<string | null>(null);
  const way = moreSeeds(kind, run);
  if (way === null) return null;
  const { seeds, label, text } = way;
  const add = (repeats: number): void => {
    const refused = edit((spec) => ({ ...spec, repeats }), 'repeats');
    setRefusal(refused);
    if (refused === null) focusTrain();
  };
  return (
    <div className={classes.more}>
      {seeds === null ? null : (
        <Button size="xs" leftSection={<Plus size={15} aria-hidden="true" />} onClick={() => add(seeds)}>
          {label}
        </Button>
      )}
      <p role={refusal === null ? undefined : 'alert'}>{refusal ?? text}</p>
    </div>
  );
}
