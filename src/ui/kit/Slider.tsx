import type { PointerEvent } from 'react';
import { useRef, useState } from 'react';
import { clamp } from '../../core/clamp.ts';
import classes from './Slider.module.css';
import type { Slide } from './slide.ts';
import { slideAfter, slideStart } from './slide.ts';

interface Props {
  readonly label: string;
  /** The value in words. */
  readonly valueText: string;
  /** Where the value stands: 0 at the left end, 1 at the right. */
  readonly position: number;
  /** The value lies further on than this end, where the thumb rests. */
  readonly beyond?: 'below' | 'above' | null;
  /** Then it only shows the value, and there is nothing to take hold of. */
  readonly disabled?: boolean | undefined;
  /** While it is moved. */
  readonly onMove: (position: number) => void;
  /** When it is let go. */
  readonly onSettle: (position: number) => void;
  /** The browser has taken the pointer away, to scroll mostly: what was moved is to be taken back. */
  readonly onCancel: () => void;
}

interface Hold {
  readonly id: number;
  readonly x: number;
  readonly y: number;
  readonly slide: Slide;
}

/**
 * A track and a thumb. A mouse moves it from where it is pressed; a finger scrolls the page up and down over it, and moves
 * it once it goes sideways. Keys are for what is around it.
 */
export function Slider(props: Props) {
  const { label, valueText, position, beyond, disabled, onMove, onSettle, onCancel } = props;
  const rail = useRef<HTMLDivElement>(null);
  const thumb = useRef<HTMLDivElement>(null);
  const hold = useRef<Hold | null>(null);
  const [isHeld, setHeld] = useState(false);

  function at({ clientX }: PointerEvent): number {
    const { left, width } = rail.current?.getBoundingClientRect() ?? { left: 0, width: 0 };
    return width > 0 ? clamp((clientX - left) / width, 0, 1) : position;
  }
  function follow(event: PointerEvent, slide: Slide): void {
    if (slide !== 'slides') return;
    setHeld(true);
    onMove(at(event));
  }
  function press(event: PointerEvent<HTMLElement>): void {
    if (disabled || event.button !== 0 || !event.isPrimary) return;
    const { pointerId: id, pointerType, clientX: x, clientY: y, currentTarget } = event;
    const slide = slideStart(pointerType);
    hold.current = { id, x, y, slide };
    currentTarget.setPointerCapture(id);
    follow(event, slide);
  }
  function move(event: PointerEvent): void {
    const held = hold.current;
    if (held?.id !== event.pointerId) return;
    const slide = slideAfter(held.slide, event.clientX - held.x, event.clientY - held.y);
    hold.current = { ...held, slide };
    follow(event, slide);
  }
  /** Whether the pointer that is lifted or taken away had moved the slider. */
  function release({ pointerId }: PointerEvent): boolean {
    const held = hold.current;
    if (held?.id !== pointerId) return false;
    hold.current = null;
    setHeld(false);
    return held.slide === 'slides';
  }
  function lift(event: PointerEvent): void {
    if (!release(event)) return;
    onSettle(at(event));
    thumb.current?.focus({ preventScroll: true });
  }
  function cancel(event: PointerEvent): void {
    if (release(event)) onCancel();
  }
  const place = `${position * 100}%`;
  return (
    <div
      className={classes.band}
      data-disabled={disabled || undefined}
      data-held={isHeld || undefined}
      onPointerDown={press}
      onPointerMove={move}
      onPointerUp={lift}
      onPointerCancel={cancel}
    >
      <div className={classes.track} />
      <div ref={rail} className={classes.rail}>
        <div className={classes.bar} style={{ width: place }} />
        {disabled ? null : (
          <div
            ref={thumb}
            className={classes.thumb}
            role="slider"
            tabIndex={0}
            aria-label={label}
            aria-valuemin={0}
            aria-valuemax={1}
            aria-valuenow={position}
            aria-valuetext={valueText}
            data-beyond={beyond ?? undefined}
            style={{ left: place }}
          />
        )}
      </div>
    </div>
  );
}
