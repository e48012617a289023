import { Modal } from '@mantine/core';
import { Fragment } from 'react';
import classes from './KeysDialog.module.css';

const keys: readonly { keys: readonly string[]; between?: string; does: string }[] = [
  { keys: ['Space'], does: 'Train, pause' },
  { keys: ['→'], does: 'One step' },
  { keys: ['R'], does: 'Restart from the same weights' },
  { keys: ['Shift', 'R'], does: 'Restart from a new seed' },
  { keys: ['L'], does: 'Log scale' },
  { keys: ['1', '8'], between: 'to', does: 'Show or hide a lane' },
  { keys: ['P'], does: 'Projector: larger type, fewer figures' },
  { keys: ['?'], does: 'This list' },
];

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** What the keys do. */
export function KeysDialog({ opened, onClose }: Props) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Keys"
      size={360}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <dl className={classes.keys}>
        {keys.map(({ keys: pressed, between, does }) => (
          <div key={does} className={classes.row}>
            <dt>
              {pressed.map((key, i) => (
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
      <p className={classes.note}>Keys rest while you type, and sliders keep their arrows.</p>
    </Modal>
  );
}
