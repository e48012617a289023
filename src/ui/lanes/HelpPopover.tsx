import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { hyperparamHelp, hyperparamLabel } from '../../messages/optimizers.ts';
import { joinSentences } from '../../messages/sentences.ts';
import type { Translator } from '../../messages/translator.ts';
import type { Parameter } from '../../optim/parameter.ts';
import { capitalized } from '../kit/capitalized.ts';
import classes from '../kit/helpLabel.module.css';
import { useMessages } from '../kit/language.ts';
import { SidebarPopover } from '../kit/SidebarPopover.tsx';

interface Props {
  /** A hyperparameter. */
  readonly parameter: Parameter;
  /** What follows the sentence: formula, values, sources. Rendered when opened. */
  readonly children: () => ReactNode;
}

function scaleText(t: Translator, scale: Parameter['scale']): string {
  return scale === 'linear' ? '' : t(`lanes.control.${scale}Scale`);
}

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
            {joinSentences(t, hyperparamHelp(t, parameter.key), scaleText(t, parameter.scale))}
          </p>
          {children()}
        </>
      )}
    </SidebarPopover>
  );
}
