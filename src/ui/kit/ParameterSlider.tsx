import type { KeyboardEvent, PointerEvent } from 'react';
import { useRef, useState } from 'react';
import type { SliderSetting } from '../../core/setting.ts';
import { isComposing } from './composing.ts';
import { useMessages } from './language.ts';
import { numberText } from './numberText.ts';
import classes from './ParameterSlider.module.css';
import type { Move } from './parameterScale.ts';
import { endPassed, nudge, nudgeToStop, positionOf, stopAt, valueAt } from './parameterScale.ts';
import { Slider } from './Slider.tsx';

interface Props {
  readonly parameter: SliderSetting;
  readonly label: string;
  readonly value: number;
  /** The values it stops at, where only some make sense; the box beside it takes the others. */
  readonly stops?: readonly number[] | undefined;
  readonly disabled?: boolean | undefined;
  /** What a double click brings back; the default of the parameter where nothing else is said. */
  readonly home?: number | undefined;
  /** While it moves. */
  readonly onMove: (value: number) => void;
  /** When the thumb is released. */
  readonly onSettle: (value: number) => void;
}

const keys: Readonly<Record<string, Move>> = {
  ArrowRight: 'up',
  ArrowUp: 'up',
  ArrowLeft: 'down',
  ArrowDown: 'down',
  PageUp: 'pageUp',
  PageDown: 'pageDown',
  Home: 'home',
  End: 'end',
};

/** A slider on a parameter's own scale. Keys move it in steps of that scale; a double click of the mouse brings `home` back. */
export function ParameterSlider(props: Props) {
  const { parameter, label, value, stops, disabled, home = parameter.default, onMove, onSettle } = props;
  const t = useMessages();
  const [byKey, setByKey] = useState<number | null>(null);
  const end = endPassed(parameter, value);
  const beyond = end === null ? null : end === 'max' ? 'above' : 'below';
  const before = useRef(value);
  const isMouse = useRef(true);
  const at = (position: number): number =>
    stops === undefined ? valueAt(parameter, position) : stopAt(parameter, stops, position);

  function press({ pointerType }: PointerEvent): void {
    before.current = value;
    isMouse.current = pointerType === 'mouse'; // two taps of a finger may be meant for the page
  }
  function pressKey(event: KeyboardEvent): void {
    const move = keys[event.key];
    if (disabled || move === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    if (isComposing(event.nativeEvent)) return;
    event.preventDefault();
    event.stopPropagation();
    const next = stops === undefined ? nudge(parameter, value, move) : nudgeToStop(stops, value, move);
    setByKey(next);
    onMove(next);
  }
  function releaseKey(): void {
    if (byKey === null) return;
    setByKey(null);
    onSettle(byKey);
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only listens to what happens to the slider inside it
    <div
      className={classes.wrap}
      onPointerDownCapture={press}
      onKeyDownCapture={pressKey}
      onKeyUp={releaseKey}
      onBlur={releaseKey}
      onDoubleClick={() => disabled || !isMouse.current || onSettle(home)}
    >
      <Slider
        label={label}
        valueText={
          beyond === null
            ? numberText(value)
            : t(`lanes.control.${beyond}Slider`, { value: numberText(value) })
        }
        beyond={beyond}
        position={positionOf(parameter, value)}
        disabled={disabled}
        onMove={(position) => onMove(at(position))}
        onSettle={(position) => onSettle(at(position))}
        onCancel={() => {
          onMove(before.current);
          onSettle(before.current);
        }}
      />
    </div>
  );
}
