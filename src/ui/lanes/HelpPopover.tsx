import { Popover, UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useState } from 'react';
import type { Parameter } from '../../optim/parameter.ts';
import classes from './HelpPopover.module.css';
import { PopoverTitle } from './PopoverTitle.tsx';

interface Props {
  readonly parameter: Parameter;
  /** What follows the sentence: formula, values, sources. Rendered when opened. */
  readonly children?: (close: () => void) => ReactNode;
}

const aboutScale: Readonly<Record<Parameter['scale'], string | null>> = {
  log: 'The slider is logarithmic: equal distances are equal factors.',
  oneMinus: 'The slider moves in 1 − value, so 0.9, 0.99 and 0.999 are evenly spaced.',
  linear: null,
};

/** A parameter's label; pressed, it says what the parameter does. */
export function HelpPopover({ parameter, children }: Props) {
  const [opened, setOpened] = useState(false);
  const title = parameter.label.charAt(0).toUpperCase() + parameter.label.slice(1);
  const scale = aboutScale[parameter.scale];
  return (
    <Popover opened={opened} onChange={setOpened} trapFocus returnFocus position="bottom-start" width="21rem">
      <Popover.Target>
        <UnstyledButton className={classes.label} onClick={() => setOpened(!opened)}>
          {parameter.label}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown ?? ''} aria-label={title}>
        <PopoverTitle onClose={() => setOpened(false)}>{title}</PopoverTitle>
        <p className={classes.help}>{parameter.help}</p>
        {children?.(() => setOpened(false))}
        {scale === null ? null : <p className={classes.note}>{scale}</p>}
      </Popover.Dropdown>
    </Popover>
  );
}
