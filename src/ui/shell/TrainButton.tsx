import { Button } from '@mantine/core';
import { Loader, Pause, Play, RotateCcw } from 'lucide-react';
import { useApp } from '../../store/app.ts';
import { useMessages } from '../kit/language.ts';
import { commandLabel, commands, perform } from './commands.ts';
import classes from './TrainButton.module.css';
import type { TrainAction } from './trainAction.ts';
import { isIdle, trainAction } from './trainAction.ts';

interface Props {
  /** filled: pressing it is the next thing to do. */
  readonly tone: 'filled' | 'tonal';
  readonly size: 'md' | 'lg';
  readonly id?: string;
  readonly className?: string | undefined;
}

/** Train, Pause or Train again; Evaluating while the last look at the test set is under way; Starting while a press waits for the network, and pressed again takes that back. Its width is fixed from outside, so that a change of label moves nothing. */
export function TrainButton({ tone, size, id, className }: Props) {
  const t = useMessages();
  const action = useApp(trainAction);
  const label = useApp((state) => commandLabel(t, 'train', state));
  const waits = isIdle(action);
  const isNext = tone === 'filled' && (action === 'train' || action === 'again');
  return (
    <Button
      id={id}
      className={[classes.button, className].join(' ')}
      variant={isNext ? 'filled' : 'light'}
      size={size}
      onClick={() => perform('train')}
      aria-disabled={waits || undefined}
      data-waits={waits || undefined}
      aria-keyshortcuts={commands.train.keys[0]}
      leftSection={<Icon action={action} />}
      rightSection={
        waits ? null : (
          <span aria-hidden="true">
            <kbd className={classes.key}>{t('shell.shortcuts.space')}</kbd>
          </span>
        )
      }
    >
      {label}
    </Button>
  );
}

function Icon({ action }: { readonly action: TrainAction }) {
  if (action === 'loading') return null;
  if (action === 'starting' || action === 'evaluating')
    return <Loader size={16} strokeWidth={2} aria-hidden="true" />;
  if (action === 'pause') return <Pause size={16} fill="currentColor" strokeWidth={0} aria-hidden="true" />;
  if (action === 'again') return <RotateCcw size={16} strokeWidth={2} aria-hidden="true" />;
  return <Play size={16} fill="currentColor" strokeWidth={1.75} aria-hidden="true" />;
}
