import { UnstyledButton } from '@mantine/core';
import { ChevronRight } from 'lucide-react';
import classes from './SettingRow.module.css';
import type { Summary } from './summaries.ts';

interface Props {
  readonly label: string;
  readonly summary: Summary;
  readonly expanded: boolean;
  readonly onOpen: () => void;
}

/** What is set, in a line; pressed, it opens the drawer where it is changed. */
export function SettingRow({ label, summary, expanded, onOpen }: Props) {
  return (
    <UnstyledButton className={classes.row} aria-haspopup="dialog" aria-expanded={expanded} onClick={onOpen}>
      <span className={classes.label}>{label}</span>
      <span className={classes.value}>
        {summary.main} <span className={classes.rest}>{summary.rest}</span>
      </span>
      <ChevronRight size={14} strokeWidth={1.75} aria-hidden="true" />
    </UnstyledButton>
  );
}
