import './highlight.css';
import type { FocusEvent, PointerEvent } from 'react';
import { useEffect } from 'react';
import { useApp } from '../../../store/app.ts';

/**
 * The lane under the pointer or the keyboard's focus, wherever it is told: the charts fade the others. Kept outside
 * React, so that nothing is rendered for it: canvases listen, the rest follows from an attribute of the page.
 */
class HighlightedLane {
  #hovered: number | null = null;
  #focused: number | null = null;
  #styleIndex: number | null = null;
  readonly #listeners = new Set<() => void>();

  /** Its style index; null while there is none. */
  readonly current = (): number | null => this.#styleIndex;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  hover(styleIndex: number | null): void {
    this.#hovered = styleIndex;
    this.settle();
  }

  focus(styleIndex: number | null): void {
    this.#focused = styleIndex;
    this.settle();
  }

  /** Asked for anew when lanes come, go or are hidden: only one that is drawn beside others is highlighted. */
  settle(): void {
    const next = this.#hovered ?? this.#focused;
    const styleIndex = next !== null && isDrawnAmongOthers(next) ? next : null;
    if (styleIndex === this.#styleIndex) return;
    this.#styleIndex = styleIndex;
    if (styleIndex === null) delete document.documentElement.dataset.highlighted;
    else document.documentElement.dataset.highlighted = String(styleIndex);
    for (const listener of this.#listeners) listener();
  }
}

export const highlightedLane = new HighlightedLane();

function isDrawnAmongOthers(styleIndex: number): boolean {
  const { run, hidden } = useApp.getState();
  return (
    run.displaySpec.lanes.length > 1 &&
    !hidden.includes(styleIndex) &&
    run.displaySpec.lanes.some((lane) => lane.styleIndex === styleIndex)
  );
}

/** Highlights a lane while the pointer is on an element or the keyboard within it. */
export function highlightProps(styleIndex: number) {
  return {
    onPointerEnter: ({ pointerType }: PointerEvent) => {
      if (pointerType !== 'touch') highlightedLane.hover(styleIndex);
    },
    onPointerLeave: () => highlightedLane.hover(null),
    onFocus: ({ target }: FocusEvent) => {
      if (target.matches(':focus-visible')) highlightedLane.focus(styleIndex);
    },
    onBlur: () => highlightedLane.focus(null),
  };
}

/** Lets go of a lane that is taken out or hidden. */
export function useHighlightedLane(): void {
  useEffect(
    () =>
      useApp.subscribe(({ run, hidden }, before) => {
        if (run.displaySpec !== before.run.displaySpec || hidden !== before.hidden) highlightedLane.settle();
      }),
    [],
  );
}
