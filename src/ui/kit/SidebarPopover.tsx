import { ActionIcon, Popover } from '@mantine/core';
import { X } from 'lucide-react';
import type { CSSProperties, ReactElement, ReactNode } from 'react';
import { useState } from 'react';
import { useMessages } from './language.ts';
import classes from './SidebarPopover.module.css';

interface Props {
  readonly title: string;
  readonly width: string;
  /** The height it may grow to while open: it is placed as if it had it, so that what is in it stays where it is. */
  readonly reserve?: string;
  /** The end of the target that the popover is in line with. */
  readonly align: 'start' | 'end';
  /** Variables for what is inside: a popover hangs outside the lane and inherits none of its. */
  readonly style?: CSSProperties | undefined;
  /** The button that opens it. */
  readonly target: (toggle: () => void) => ReactElement;
  /** Rendered when opened. */
  readonly children: () => ReactNode;
}

const edge = 8;

/**
 * A popover of the sidebar: below its target, beside it where there is no room below, scrolling where there is room nowhere.
 * Keeps the focus while open, and hands it back.
 */
export function SidebarPopover({ title, width, reserve, align, style, target, children }: Props) {
  const t = useMessages();
  const [opened, setOpened] = useState(false);
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      trapFocus
      returnFocus
      position={`bottom-${align}`}
      width={width}
      middlewares={{
        flip: { padding: edge, crossAxis: false, fallbackPlacements: ['right-start', 'top-start'] },
        shift: { padding: edge },
        size: {
          padding: edge,
          apply({ availableHeight, elements }) {
            elements.floating.style.maxHeight = `${availableHeight}px`;
          },
        },
      }}
    >
      <Popover.Target>{target(() => setOpened(!opened))}</Popover.Target>
      <Popover.Dropdown
        className={classes.frame ?? ''}
        style={{ ...style, ...(reserve !== undefined && { height: reserve }) }}
        aria-label={title}
      >
        <div className={classes.panel}>
          <div className={classes.head}>
            <h3 className={classes.title}>{title}</h3>
            <ActionIcon size="sm" aria-label={t('common.close')} onClick={() => setOpened(false)}>
              <X size={16} strokeWidth={1.75} aria-hidden="true" />
            </ActionIcon>
          </div>
          {children()}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
