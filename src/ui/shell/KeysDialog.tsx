import { Modal } from '@mantine/core';
import { Fragment } from 'react';
import { useMessages } from '../kit/language.ts';
import classes from './KeysDialog.module.css';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** The keyboard shortcuts. */
export function KeysDialog({ opened, onClose }: Props) {
  const t = useMessages();
  const shift = t('shell.shortcuts.shift');
  const shortcuts: readonly { keys: readonly string[]; between?: string; does: string }[] = [
    { keys: [t('shell.shortcuts.space')], does: t('shell.shortcuts.train') },
    { keys: ['→'], does: t('shell.shortcuts.step') },
    { keys: ['R'], does: t('shell.shortcuts.restart') },
    { keys: [shift, 'R'], does: t('shell.shortcuts.seed') },
    { keys: ['L'], does: t('shell.shortcuts.log') },
    { keys: ['1', '8'], between: t('shell.shortcuts.to'), does: t('shell.shortcuts.lane') },
    { keys: ['P'], does: t('shell.shortcuts.projector') },
    { keys: ['?'], does: t('shell.shortcuts.list') },
  ];
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('shell.shortcuts.title')}
      size={360}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <dl className={classes.keys}>
        {shortcuts.map(({ keys, between, does }) => (
          <div key={does} className={classes.row}>
            <dt>
              {keys.map((key, i) => (
                <Fragment key={key}>
                  {i > 0 && between && <span className={classes.between}>{between}</span>}
                  <kbd>{key}</kbd>
                </Fragment>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p className={classes.note}>{t('shell.shortcuts.note')}</p>
    </Modal>
  );
}
