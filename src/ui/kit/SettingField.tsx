import type { ReactNode } from 'react';
import { capitalized } from './capitalized.ts';
import { Field } from './Field.tsx';
import type { FieldError } from './FieldError.tsx';
import { LabelTip } from './LabelTip.tsx';
import type { ControlProps } from './SettingControl.tsx';
import { SettingControl, saysItself } from './SettingControl.tsx';
import classes from './SettingField.module.css';

interface Props extends ControlProps {
  /** Why the last value was refused. */
  readonly error?: FieldError | null | undefined;
  /** In place of the help that its texts have. */
  readonly help?: string | undefined;
  /** What else stands beside the control. */
  readonly children?: ReactNode;
}

/** Any declared setting in a drawer: label, control, error and help, from its declaration and the texts of its id. */
export function SettingField({ error, help, children, ...control }: Props) {
  const { setting, texts, by } = control;
  return (
    <Field label={texts.label} help={help ?? texts.help} error={saysItself(setting, by) ? null : error}>
      <SettingControl {...control} />
      {children}
    </Field>
  );
}

/** The same in a line among others, its help behind the label; a switch comes before its label. */
export function SettingLine({ texts, ...control }: ControlProps) {
  const label = <LabelTip label={capitalized(texts.label)} tip={texts.help ?? ''} />;
  const isSwitch = control.setting.kind === 'switch';
  return (
    <span className={isSwitch ? classes.switch : classes.number}>
      {isSwitch ? null : label}
      <SettingControl texts={texts} {...control} />
      {isSwitch ? label : null}
    </span>
  );
}
