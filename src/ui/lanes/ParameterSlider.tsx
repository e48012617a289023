import { Slider } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { useRef, useState } from 'react';
import type { Parameter } from '../../optim/parameter.ts';
import { numberText } from './numberText.ts';
import classes from './ParameterSlider.module.css';
import type { Move } from './scale.ts';
import { nudge, nudgeToStop, positionOf, stopAt, valueAt } from './scale.ts';

interface Props {
  readonly parameter: Parameter;
  readonly label: string;
  readonly value: number;
  /** The values it stops at, where only some make sense; the box beside it takes the others. */
  readonly stops?: readonly number[] | undefined;
  readonly disabled?: boolean | undefined;
  /** While it moves. */
  readonly onMove: (value: number) => void;
  /** When the hand lets go. */
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

/** A slider on a parameter's own scale. Keys move it in steps of that scale; a double click brings the default back. */
export function ParameterSlider({ parameter, label, value, stops, disabled, onMove, onSettle }: Props) {
  const [byKey, setByKey] = useState<number | null>(null);
  const root = useRef<HTMLDivElement>(null);
  const at = (position: number): number =>
    stops === undefined ? valueAt(parameter, position) : stopAt(parameter, stops, position);

  function pressKey(event: KeyboardEvent): void {
    const move = keys[event.key];
    if (disabled || move === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
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
      ref={root}
      onKeyDownCapture={pressKey}
      onKeyUp={releaseKey}
      onBlur={releaseKey}
      onPointerUp={() =>
        root.current?.querySelector<HTMLElement>('[role="slider"]')?.focus({ preventScroll: true })
      }
      onDoubleClick={() => disabled || onSettle(parameter.default)}
    >
      <Slider
        classNames={{
          root: classes.root ?? '',
          trackContainer: classes.container ?? '',
          track: classes.track ?? '',
          bar: classes.bar ?? '',
          thumb: classes.thumb ?? '',
        }}
        color="var(--c, var(--accent))"
        size={3}
        min={0}
        max={1}
        step={0.001}
        precision={3}
        label={null}
        disabled={disabled ?? false}
        thumbLabel={label}
        thumbValueText={numberText(value)}
        value={positionOf(parameter, value)}
        onChange={(position) => onMove(at(position))}
        onChangeEnd={(position) => onSettle(at(position))}
      />
    </div>
  );
}
