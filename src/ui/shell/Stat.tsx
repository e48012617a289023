import type { ReactNode } from 'react';
import classes from './Stat.module.css';

interface Props {
  readonly value: ReactNode;
  readonly label: ReactNode;
  /** Digits to keep room for, so that nothing moves as the figure grows. */
  readonly widthChars: number;
  readonly className?: string | undefined;
  /** What the figure counts, where its label leaves that open. */
  readonly title?: string | undefined;
}

/** A figure with its unit beneath. */
export function Stat({ value, label, widthChars, className, title }: Props) {
  return (
    <div
      className={[classes.stat, className].join(' ')}
      style={{ minWidth: `${widthChars}ch` }}
      title={title}
    >
      <b className={classes.value}>{value}</b>
      <span className={classes.label}>{label}</span>
    </div>
  );
}
