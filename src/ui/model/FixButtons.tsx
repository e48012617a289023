import { Button } from '@mantine/core';
import { useMemo } from 'react';
import type { ExperimentSpec } from '../../experiment/schema.ts';
import { useMessages } from '../kit/language.ts';
import { applyExperiment } from './changeModel.ts';
import classes from './FixButtons.module.css';
import type { SuggestedFix } from './suggestFixes.ts';
import { suggestFixes } from './suggestFixes.ts';

/** Buttons that make a network fit, one press each. */
export function FixButtons({ fixes }: { readonly fixes: readonly SuggestedFix[] }) {
  if (fixes.length === 0) return null;
  return (
    <div className={classes.fixes}>
      {fixes.map(({ label, spec }) => (
        <Button key={label} size="xs" onClick={() => applyExperiment(spec as ExperimentSpec)}>
          {label}
        </Button>
      ))}
    </div>
  );
}

/** The same of a network that was refused; nothing without one. */
export function SuggestedFixes({ spec }: { readonly spec: ExperimentSpec | undefined }) {
  const t = useMessages();
  const fixes = useMemo(() => (spec === undefined ? [] : suggestFixes(t, spec)), [t, spec]);
  return <FixButtons fixes={fixes} />;
}
