import type { ReactNode } from 'react';
import { useId, useState } from 'react';
import { formatValue } from '../../core/format.ts';
import type { Parameter } from '../../optim/parameter.ts';
import { checkValue } from './checkValue.ts';
import { NumberBox } from './NumberBox.tsx';
import { numberText } from './numberText.ts';
import classes from './ParameterControl.module.css';
import { ParameterSlider } from './ParameterSlider.tsx';
import { nudge, nudgeToStop } from './scale.ts';

interface Props {
  readonly parameter: Parameter;
  /** What its slider and box are called: `Nesterov learning rate`. */
  readonly name: string;
  readonly value: number;
  /** The label as it stands before the slider; a help button, mostly. Left out where the name stands above. */
  readonly label?: ReactNode;
  readonly stops?: readonly number[] | undefined;
  /** While the slider moves, for what acts at once. */
  readonly onMove?: ((value: number) => void) | undefined;
  /** A value chosen: typed, or where the slider was let go. Returns why it is refused, or null. */
  readonly onChoose: (value: number) => string | null;
  /** After the box: a button with the schedule's curve; null keeps its column free, undefined gives it to the slider. */
  readonly aside?: ReactNode;
  /** What sets the value in place of the hand; slider and box only show it then. */
  readonly heldBy?: string | undefined;
  /** Slider and box only show the value; why is said elsewhere. */
  readonly locked?: boolean | undefined;
}

/** One parameter: label, slider on its own scale, a box that takes any legal value. */
export function ParameterControl(props: Props) {
  const { parameter, name, value, label, stops, onMove, onChoose, aside, heldBy, locked } = props;
  const [moving, setMoving] = useState<number | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const heldId = useId();
  const shown = moving ?? value;
  const described = heldBy === undefined ? undefined : heldId;

  function choose(next: number): string | null {
    setMoving(null);
    const error = next === value ? null : onChoose(next);
    setRefused(error);
    return error;
  }
  function type(typed: number | string): string | null {
    const checked = checkValue(parameter, typed);
    if ('error' in checked) return checked.error;
    setRefused(null);
    return onChoose(checked.value);
  }
  return (
    <div className={classes.row} data-label={label !== undefined} data-aside={aside !== undefined}>
      {label === undefined ? null : <span className={classes.label}>{label}</span>}
      <ParameterSlider
        parameter={parameter}
        label={name}
        value={shown}
        stops={stops}
        disabled={locked === true || heldBy !== undefined}
        onMove={(next) => {
          setMoving(next);
          onMove?.(next);
        }}
        onSettle={choose}
      />
      <NumberBox
        label={name}
        value={heldBy === undefined ? numberText(shown) : formatValue(shown, 4)}
        disabled={locked === true || heldBy !== undefined}
        describedBy={described}
        commit={type}
        whole={parameter.integer}
        nudge={(move) =>
          choose(stops === undefined ? nudge(parameter, shown, move) : nudgeToStop(stops, shown, move))
        }
      />
      {aside}
      {heldBy === undefined ? null : (
        <span id={heldId} className={classes.held}>
          set by the schedule: {heldBy}
        </span>
      )}
      {refused === null ? null : (
        <span role="alert" className={classes.error}>
          {refused}
        </span>
      )}
    </div>
  );
}
