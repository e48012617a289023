import { UnstyledButton } from '@mantine/core';
import { diagnosticRules, limitsText } from '../../nn/diagnostics/diagnostic-notes.ts';
import helpClasses from '../kit/helpLabel.module.css';
import { useMessages } from '../kit/language.ts';
import { SidebarPopover } from '../kit/SidebarPopover.tsx';
import classes from './DiagnosticsRules.module.css';

/** How the layers are judged: pressed, it says by which limits. */
export function DiagnosticsRules() {
  const t = useMessages();
  const label = t('results.layers.judged');
  return (
    <SidebarPopover
      title={label}
      width="22rem"
      align="end"
      target={(toggle) => (
        <UnstyledButton className={helpClasses.label} onClick={toggle}>
          {label}
        </UnstyledButton>
      )}
    >
      {() => (
        <>
          <dl className={classes.rules}>
            {diagnosticRules.map(({ name, text }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
          <p className={helpClasses.help}>{limitsText}</p>
        </>
      )}
    </SidebarPopover>
  );
}
