import { ActionIcon, Tooltip } from '@mantine/core';
import type { MouseEvent } from 'react';
import { useState } from 'react';
import { useApp } from '../../store/app.ts';
import { useMessages } from '../kit/language.ts';
import { focusTrain, trainButtonId } from '../kit/trainButton.ts';
import type { CommandId } from './commands.ts';
import { commandOf, commandText, isEnabled, perform, textWithKey } from './commands.ts';
import { ProgressLine, StepCount } from './RunFigures.tsx';
import { TrainButton } from './TrainButton.tsx';
import classes from './Transport.module.css';
import { isFirstVisit } from './trainAction.ts';

/** Restart, new seed, train or pause, one step; on a phone docked at the thumb, with the count beside them. */
export function Transport() {
  const t = useMessages();
  const isFirst = useApp(isFirstVisit);
  return (
    <section className={classes.transport} aria-label={t('shell.transport.name')}>
      <div className={classes.line}>
        <ProgressLine />
      </div>
      <CommandButton id="restart" />
      <CommandButton id="seed" className={classes.seed} />
      <TrainButton id={trainButtonId} tone={isFirst ? 'tonal' : 'filled'} size="md" className={classes.go} />
      <CommandButton id="step" />
      <div className={classes.count}>
        <StepCount withRate />
      </div>
    </section>
  );
}

interface CommandProps {
  readonly id: CommandId;
  readonly className?: string | undefined;
}

/**
 * Stays focusable while it cannot act, so that a keyboard user does not lose their place. A click hands the focus
 * on to Train, which Space then presses; the tip stays away until the pointer comes again.
 */
function CommandButton({ id, className }: CommandProps) {
  const t = useMessages();
  const [isPressed, setPressed] = useState(false);
  const { keys, icon: Icon } = commandOf(id);
  const disabled = !useApp((state) => isEnabled(id, state));
  function press({ detail }: MouseEvent): void {
    perform(id);
    if (detail === 0) return; // by a key
    setPressed(true);
    focusTrain();
  }
  return (
    <Tooltip label={textWithKey(t, id)} position="bottom" disabled={isPressed}>
      <ActionIcon
        className={[classes.icon, className].join(' ')}
        variant="default"
        size="lg"
        aria-label={commandText(t, id)}
        aria-keyshortcuts={keys.join(' ')}
        aria-disabled={disabled || undefined}
        onClick={disabled ? undefined : press}
        onMouseLeave={() => setPressed(false)}
      >
        {Icon && <Icon size={16} strokeWidth={1.75} aria-hidden="true" />}
      </ActionIcon>
    </Tooltip>
  );
}
