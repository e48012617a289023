import { ActionIcon, Tooltip } from '@mantine/core';
import { Dices, RotateCcw, StepForward } from 'lucide-react';
import type { MouseEvent, ReactNode } from 'react';
import { useState } from 'react';
import { useApp } from '../../store/app.ts';
import { newSeed, restart } from '../../store/transport.ts';
import { useMessages } from '../kit/language.ts';
import { focusTrain, trainButtonId } from '../kit/trainButton.ts';
import { ProgressLine, StepCount } from './RunFigures.tsx';
import { TrainButton } from './TrainButton.tsx';
import classes from './Transport.module.css';
import { isFirstVisit, pressStep, trainAction } from './trainAction.ts';

/** Restart, new seed, train or pause, one step; on a phone docked at the thumb, with the count beside them. */
export function Transport() {
  const t = useMessages();
  const isFirst = useApp(isFirstVisit);
  const canStep = useApp((state) => trainAction(state) === 'train');
  return (
    <section className={classes.transport} aria-label={t('shell.transport.name')}>
      <div className={classes.line}>
        <ProgressLine />
      </div>
      <TransportIcon label={t('shell.transport.restart')} keys="R" onClick={restart}>
        <RotateCcw size={16} strokeWidth={1.75} aria-hidden="true" />
      </TransportIcon>
      <TransportIcon
        label={t('shell.transport.seed')}
        keys="Shift+R"
        onClick={newSeed}
        className={classes.seed}
      >
        <Dices size={17} strokeWidth={1.75} aria-hidden="true" />
      </TransportIcon>
      <TrainButton id={trainButtonId} tone={isFirst ? 'tonal' : 'filled'} size="md" className={classes.go} />
      <TransportIcon label={t('shell.transport.step')} keys="→" onClick={pressStep} disabled={!canStep}>
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

/**
 * Stays focusable while it cannot act, so that a keyboard user does not lose their place. A click hands the focus
 * on to Train, which Space then presses; the tip stays away until the pointer comes again.
 */
function TransportIcon({ label, keys, onClick, disabled = false, className, children }: IconProps) {
  const t = useMessages();
  const [isPressed, setPressed] = useState(false);
  function press({ detail }: MouseEvent): void {
    onClick();
    if (detail === 0) return; // by a key
    setPressed(true);
    focusTrain();
  }
  return (
    <Tooltip label={t('shell.transport.tip', { label, keys })} position="bottom" disabled={isPressed}>
      <ActionIcon
        className={[classes.icon, className].join(' ')}
        variant="default"
        size="lg"
        aria-label={label}
        aria-keyshortcuts={keys === '→' ? 'ArrowRight' : keys}
        aria-disabled={disabled || undefined}
        onClick={disabled ? undefined : press}
        onMouseLeave={() => setPressed(false)}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
