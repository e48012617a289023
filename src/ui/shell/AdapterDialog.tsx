import { Modal } from '@mantine/core';
import { useMessages } from '../kit/language.ts';
import { AdapterFacts } from './AdapterBadge.tsx';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Where the training runs, in a window too narrow for the badge in the header. */
export function AdapterDialog({ opened, onClose }: Props) {
  const t = useMessages();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('shell.adapter.title')}
      size={360}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <AdapterFacts />
    </Modal>
  );
}
