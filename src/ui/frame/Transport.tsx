import { ActionIcon, Tooltip } from '@mantine/core';
import { Dices, RotateCcw, StepForward } from 'lucide-react';
import type { ReactNode } from 'react';
import { useApp } from '../../store/app.ts';
import { newSeed, restart } from '../../store/trainer.ts';
import { ProgressLine } from './ProgressLine.tsx';
import { StepCount } from './StepCount.tsx';
import { TrainButton } from './TrainButton.tsx';
import classes from './Transport.module.css';
import { isFirstVisit, pressStep, trainAction } from './trainAction.ts';

/** Restart, new seed, train or pause, one step; on a phone docked at the thumb, with the count beside them. */
export function Transport() {
  const isFirst = useApp(isFirstVisit);
  const canStep = useApp((state) => trainAction(state) === 'train');
  return (
    <section className={classes.transport} aria-label="Transport">
      <div className={classes.line}>
        <ProgressLine />
      </div>
      <TransportIcon label="Restart from the same initial weights" keys="R" onClick={restart}>
        <RotateCcw size={16} strokeWidth={1.75} aria-hidden="true" />
      </TransportIcon>
      <TransportIcon
        label="Restart from a new seed"
        keys="Shift+R"
        onClick={newSeed}
        className={classes.seed}
      >
        <Dices size={17} strokeWidth={1.75} aria-hidden="true" />
      </TransportIcon>
      <TrainButton tone={isFirst ? 'tonal' : 'filled'} size="md" className={classes.go} />
      <TransportIcon label="One step: a single minibatch" keys="→" onClick={pressStep} disabled={!canStep}>
        <StepForward size={16} strokeWidth={1.75} aria-hidden="true" />
      </TransportIcon>
      <div className={classes.count}>
        <StepCount withRate />
      </div>
    </section>
  );
}

interface IconProps {
  readonly label: string;
  readonly keys: string;
  readonly onClick: () => void;
  readonly disabled?: boolean;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** Stays focusable while it cannot act, so that a hand on the keyboard does not lose its place. */
function TransportIcon({ label, keys, onClick, disabled = false, className, children }: IconProps) {
  return (
    <Tooltip label={`${label} (${keys})`}>
      <ActionIcon
        className={[classes.icon, className].join(' ')}
        variant="default"
        size="lg"
        aria-label={label}
        aria-keyshortcuts={keys === '→' ? 'ArrowRight' : keys}
        aria-disabled={disabled || undefined}
        onClick={disabled ? undefined : onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
