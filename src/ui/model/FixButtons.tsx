import { Button } from '@mantine/core';
import type { ExperimentSpec } from '../../experiment/schema.ts';
import { applyExperiment } from './changeModel.ts';
import classes from './FixButtons.module.css';
import type { SuggestedFix } from './suggestFixes.ts';

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
