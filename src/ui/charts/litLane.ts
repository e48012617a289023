import './lit.css';
import type { FocusEvent, PointerEvent } from 'react';
import { useEffect } from 'react';
import { useApp } from '../../store/app.ts';

/**
 * The lane under the pointer or the keyboard's focus, wherever it is told: the charts fade the others. Kept outside
 * React, so that nothing is rendered for it: canvases listen, the rest follows from an attribute of the page.
 */
class LitLane {
  #hovered: number | null = null;
  #focused: number | null = null;
  #look: number | null = null;
  readonly #listeners = new Set<() => void>();

  /** Its look; null while there is none. */
  readonly look = (): number | null => this.#look;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  hover(look: number | null): void {
    this.#hovered = look;
    this.settle();
  }

  focus(look: number | null): void {
    this.#focused = look;
    this.settle();
  }

  /** Asked for anew when lanes come, go or are hidden: only one that is drawn beside others is lit. */
  settle(): void {
    const wanted = this.#hovered ?? this.#focused;
    const look = wanted !== null && isDrawnAmongOthers(wanted) ? wanted : null;
    if (look === this.#look) return;
    this.#look = look;
    if (look === null) delete document.documentElement.dataset.lit;
    else document.documentElement.dataset.lit = String(look);
    for (const listener of this.#listeners) listener();
  }
}

export const litLane = new LitLane();

function isDrawnAmongOthers(look: number): boolean {
  const { run, hidden } = useApp.getState();
  return (
    run.spec.lanes.length > 1 && !hidden.includes(look) && run.spec.lanes.some((lane) => lane.look === look)
  );
}

/** Lights a lane while the pointer is on an element or the keyboard within it. */
export function litProps(look: number) {
  return {
    onPointerEnter: ({ pointerType }: PointerEvent) => {
      if (pointerType !== 'touch') litLane.hover(look);
    },
    onPointerLeave: () => litLane.hover(null),
    onFocus: ({ target }: FocusEvent) => {
      if (target.matches(':focus-visible')) litLane.focus(look);
    },
    onBlur: () => litLane.focus(null),
  };
}

/** Lets go of a lane that is taken out or hidden. */
export function useLitLane(): void {
  useEffect(
    () =>
      useApp.subscribe(({ run, hidden }, before) => {
        if (run.spec !== before.run.spec || hidden !== before.hidden) litLane.settle();
      }),
    [],
  );
}
