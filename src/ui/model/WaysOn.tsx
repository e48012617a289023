import { Button } from '@mantine/core';
import type { ExperimentSpec } from '../../experiment/schema.ts';
import { applyExperiment } from './changeModel.ts';
import classes from './WaysOn.module.css';
import type { WayOn } from './waysOn.ts';

/** Buttons that make a network fit, one press each. */
export function WaysOn({ ways }: { readonly ways: readonly WayOn[] }) {
  if (ways.length === 0) return null;
  return (
    <div className={classes.ways}>
      {ways.map(({ label, spec }) => (
        <Button key={label} size="xs" onClick={() => applyExperiment(spec as ExperimentSpec)}>
          {label}
        </Button>
      ))}
    </div>
  );
}
