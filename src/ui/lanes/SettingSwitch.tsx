import { Switch } from '@mantine/core';
import { LabelTip } from '../kit/LabelTip.tsx';
import classes from './LaneGroup.module.css';

interface Props {
  readonly label: string;
  /** What it does, in one sentence. */
  readonly tip: string;
  /** What a screen reader calls it: `Adam AMSGrad`. */
  readonly name: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** A yes or no with its explanation. */
export function SettingSwitch({ label, tip, name, checked, onChange }: Props) {
  return (
    <span className={classes.switch}>
      <Switch
        size="xs"
        aria-label={name}
        checked={checked}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
      <LabelTip label={label} tip={tip} />
    </span>
  );
}
