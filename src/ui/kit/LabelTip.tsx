import { Tooltip, UnstyledButton } from '@mantine/core';
import classes from './helpLabel.module.css';

interface Props {
  readonly label: string;
  /** What the control does, in one sentence. */
  readonly tip: string;
}

/** A label whose explanation is one sentence: shown on hover, focus and touch. */
export function LabelTip({ label, tip }: Props) {
  return (
    <Tooltip
      label={tip}
      multiline
      w="16rem"
      position="top-start"
      openDelay={150}
      events={{ hover: true, focus: true, touch: true }}
    >
      <UnstyledButton className={classes.label}>{label}</UnstyledButton>
    </Tooltip>
  );
}
