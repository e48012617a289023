import { EyeOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { useApp } from '../../../store/app.ts';
import { toggleLane } from '../../../store/lanes.ts';
import { useMessages } from '../language.ts';
import classes from './SwatchButton.module.css';

interface Props {
  readonly lane: number;
  readonly name: string;
  readonly styleIndex: number;
  /** The swatch. */
  readonly children: ReactNode;
}

/** A lane's swatch: pressed, the lane leaves the charts or comes back. The last one drawn stays, and so does a single one. */
export function SwatchButton({ lane, name, styleIndex, children }: Props) {
  const t = useMessages();
  const count = useApp(({ spec }) => spec.lanes.length);
  const isHidden = useApp(({ hidden }) => hidden.includes(styleIndex));
  const isLast = useApp(({ hidden, spec }) => !isHidden && hidden.length + 1 >= spec.lanes.length);
  if (count < 2) return children;
  const tip = isLast ? 'lastTip' : isHidden ? 'showTip' : 'hideTip';
  return (
    <button
      type="button"
      className={classes.button}
      aria-pressed={!isHidden}
      aria-disabled={isLast}
      aria-label={t('lanes.card.onCharts', { lane: name })}
      title={t(`lanes.card.${tip}`, { key: String(lane + 1) })}
      onClick={() => toggleLane(lane)}
    >
      {children}
      {isHidden && <EyeOff className={classes.hidden} size={14} strokeWidth={1.75} aria-hidden="true" />}
    </button>
  );
}
