import { Modal } from '@mantine/core';
import { useMessages } from '../kit/language.ts';
import { commandsWithKeys, commandText, keyCaps } from './commands.ts';
import classes from './KeysDialog.module.css';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** The keyboard shortcuts: every command that has a key. */
export function KeysDialog({ opened, onClose }: Props) {
  const t = useMessages();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={commandText(t, 'keys')}
      size={360}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <dl className={classes.keys}>
        {commandsWithKeys().map(({ id, first, last }) => (
          <div key={id} className={classes.row}>
            <dt>
              <Caps name={first} />
              {last === first ? null : (
                <>
                  <span className={classes.between}>{t('shell.shortcuts.to')}</span>
                  <Caps name={last} />
                </>
              )}
            </dt>
            <dd>{commandText(t, id)}</dd>
          </div>
        ))}
      </dl>
      <p className={classes.note}>{t('shell.shortcuts.note')}</p>
    </Modal>
  );
}

/** A key with what is held down for it. */
function Caps({ name }: { readonly name: string }) {
  const t = useMessages();
  return keyCaps(t, name).map((cap) => <kbd key={cap}>{cap}</kbd>);
}
