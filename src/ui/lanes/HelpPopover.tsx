import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { hyperparamHelp, hyperparamLabel } from '../../messages/optimizers.ts';
import type { Parameter } from '../../optim/parameter.ts';
import { useMessages } from '../language.ts';
import { capitalized } from './capitalized.ts';
import classes from './HelpPopover.module.css';
import { SidebarPopover } from './SidebarPopover.tsx';

interface Props {
  /** A hyperparameter. */
  readonly parameter: Parameter;
  /** What follows the sentence: formula, values, sources. Rendered when opened. */
  readonly children: () => ReactNode;
}

const aboutScale: Readonly<Record<Parameter['scale'], string>> = {
  log: 'The slider is logarithmic: equal distances are equal factors.',
  oneMinus: 'The slider moves in 1 − value, so 0.9, 0.99 and 0.999 are evenly spaced.',
  linear: '',
};

/** A parameter's label; pressed, it says what the parameter does. */
export function HelpPopover({ parameter, children }: Props) {
  const t = useMessages();
  const label = hyperparamLabel(t, parameter.key);
  return (
    <SidebarPopover
      title={capitalized(label)}
      width="26rem"
      align="start"
      target={(toggle) => (
        <UnstyledButton className={classes.label} onClick={toggle}>
          {label}
        </UnstyledButton>
      )}
    >
      {() => (
        <>
          <p className={classes.help}>
            {hyperparamHelp(t, parameter.key)} {aboutScale[parameter.scale]}
          </p>
          {children()}
        </>
      )}
    </SidebarPopover>
  );
}
