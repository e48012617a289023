import { Menu, UnstyledButton } from '@mantine/core';
import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import type { OptimizerId } from '../../optim/index.ts';
import { optimizerById, optimizers } from '../../optim/index.ts';
import type { LaneSpec } from '../../spec/schema.ts';
import { useApp } from '../../store/app.ts';
import { edit } from '../panels/edit.ts';
import { chooseOptimizer } from './chooseOptimizer.ts';
import classes from './OptimizerMenu.module.css';

interface Props {
  readonly index: number;
  /** The lane as it trains. */
  readonly lane: LaneSpec;
}

/** The lane's optimizer; pressed, the others, each with what it does. */
export function OptimizerMenu({ index, lane }: Props) {
  const started = useApp(({ run }) => run.step > 0);
  const [error, setError] = useState<string | null>(null);
  const { id, name } = optimizerById(lane.optimizer.id);

  function choose(next: OptimizerId): void {
    if (next === id) return;
    setError(
      edit((spec) => ({
        ...spec,
        lanes: spec.lanes.map((other, i) => (i === index ? chooseOptimizer(lane, next) : other)),
      })),
    );
  }
  return (
    <>
      <Menu position="bottom-start" width="20rem" returnFocus>
        <Menu.Target>
          <UnstyledButton className={classes.button} aria-label={`Optimizer: ${name}`}>
            <span className={classes.name}>{name}</span>
            <ChevronDown size={16} strokeWidth={1.75} aria-hidden="true" />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.RadioGroup value={id} onChange={(value) => choose(value as OptimizerId)}>
            {optimizers.map((optimizer) => (
              <Menu.RadioItem key={optimizer.id} value={optimizer.id} closeMenuOnClick>
                <span className={classes.name}>{optimizer.name}</span>
                <span className={classes.help}>
                  {optimizer.help}
                  {started && optimizer.id !== id ? ' Starts a new run.' : null}
                </span>
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
        </Menu.Dropdown>
      </Menu>
      {error === null ? null : (
        <span role="alert" className={classes.error}>
          {error}
        </span>
      )}
    </>
  );
}
