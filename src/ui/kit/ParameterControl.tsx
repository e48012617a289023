import type { ReactNode } from 'react';
import { useId, useState } from 'react';
import type { SliderSetting } from '../../core/setting.ts';
import { joinSentences } from '../../messages/sentences.ts';
import { numberError, rangeText } from './checkValue.ts';
import type { FieldError } from './FieldError.tsx';
import { ErrorLine } from './FieldError.tsx';
import { useMessages } from './language.ts';
import { NumberBox } from './NumberBox.tsx';
import { numberText } from './numberText.ts';
import classes from './ParameterControl.module.css';
import { ParameterSlider } from './ParameterSlider.tsx';
import { nudge, nudgeToStop } from './parameterScale.ts';

interface Props {
  readonly parameter: SliderSetting;
  /** What its slider and box are called: `Nesterov learning rate`. */
  readonly name: string;
  /** The value that is set; what a schedule makes of it is `inUse`. */
  readonly value: number;
  /** The label as it stands before the slider; a help button, mostly. Left out where the name stands above. */
  readonly label?: ReactNode;
  readonly stops?: readonly number[] | undefined;
  /** What a double click on the slider brings back; the default of the parameter where nothing else is said. */
  readonly home?: number | undefined;
  /** While the slider moves, for what acts at once. */
  readonly onMove?: ((value: number) => void) | undefined;
  /** A value chosen: typed, or where the slider was let go. Returns why it is refused, or null. */
  readonly onChoose: (value: number) => FieldError | null;
  /** After the box: a button with the schedule's curve; null keeps its column free, undefined gives it to the slider. */
  readonly aside?: ReactNode;
  /** Under the label: what a step uses where that is not the value set. */
  readonly inUse?: ReactNode;
  /** Whether a schedule moves the value, so that there is room for what is in use. */
  readonly isScheduled?: boolean;
  /** What sets the value instead of the slider, which then is not there. */
  readonly heldBy?: string | undefined;
  /** What is odd about the value, said beneath. */
  readonly warning?: string | undefined;
  /** Slider and box only show the value; why is said elsewhere. */
  readonly locked?: boolean | undefined;
}

/** One parameter: label, slider on its own scale, a box that takes any legal value. In a narrow place the slider has a line of its own. */
export function ParameterControl(props: Props) {
  const { parameter, name, value, label, stops, home, onMove, onChoose, aside, inUse, heldBy, locked } =
    props;
  const t = useMessages();
  const warningId = useId();
  const [moving, setMoving] = useState<number | null>(null);
  const [error, setError] = useState<FieldError | null>(null);
  const heldId = useId();
  const inUseId = useId();
  const shown = moving ?? value;
  const isHeld = heldBy !== undefined;
  const disabled = locked === true || isHeld;
  const warning = joinSentences(
    t,
    (isHeld ? null : rangeText(t, parameter, shown)) ?? '',
    props.warning ?? '',
  );
  const described = [isHeld ? heldId : [], inUse ? inUseId : [], warning ? warningId : []].flat().join(' ');

  function choose(next: number): FieldError | null {
    setMoving(null);
    const error = next === value ? null : onChoose(next);
    setError(error);
    return error;
  }
  function type(typed: number | string): FieldError | null {
    const error = numberError(parameter, typed);
    if (error !== null) return error;
    setError(null);
    return onChoose(Number(typed));
  }
  return (
    <div className={classes.place}>
      <div
        className={classes.row}
        data-label={label !== undefined}
        data-aside={aside !== undefined}
        data-scheduled={props.isScheduled === true || undefined}
      >
        {label === undefined ? null : (
          <span className={classes.label}>
            {label}
            {inUse ? (
              <span id={inUseId} className={classes.inUse}>
                {inUse}
              </span>
            ) : null}
          </span>
        )}
        <div className={classes.slider}>
          <ParameterSlider
            parameter={parameter}
            label={name}
            value={isHeld ? parameter.min : shown}
            stops={stops}
            home={home}
            disabled={disabled}
            onMove={(next) => {
              setMoving(next);
              onMove?.(next);
            }}
            onSettle={choose}
          />
        </div>
        <NumberBox
          label={name}
          value={isHeld ? '–' : numberText(shown)}
          disabled={disabled}
          describedBy={described === '' ? undefined : described}
          commit={type}
          whole={parameter.integer}
          nudge={(move) =>
            choose(stops === undefined ? nudge(parameter, shown, move) : nudgeToStop(stops, shown, move))
          }
        />
        {aside}
        {isHeld ? (
          <span id={heldId} className={classes.held}>
            {t('lanes.control.heldBy', { schedule: heldBy })}
          </span>
        ) : null}
        {warning === '' ? null : (
          <span id={warningId} className={classes.warning}>
            {warning}
          </span>
        )}
        <ErrorLine error={error} className={classes.error} />
      </div>
    </div>
  );
}
