import { ActionIcon } from '@mantine/core';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import classes from './PopoverTitle.module.css';

interface Props {
  readonly children: ReactNode;
  readonly onClose: () => void;
}

/** The head of a popover, with the button that closes it. */
export function PopoverTitle({ children, onClose }: Props) {
  return (
    <div className={classes.head}>
      <h3 className={classes.title}>{children}</h3>
      <ActionIcon size="sm" aria-label="Close" onClick={onClose}>
        <X size={16} strokeWidth={1.75} aria-hidden="true" />
      </ActionIcon>
    </div>
  );
}
