import { useSyncExternalStore } from 'react';

/**
 * wide: the sidebar beside the charts. medium: the same, narrower, with the lanes first in it. narrow: the loss over the
 * full width, below it the lanes beside the other cards. phone: three tabs. The style sheets break at the same widths.
 */
export type Layout = 'wide' | 'medium' | 'narrow' | 'phone';

const minWidths = [
  ['wide', matchMedia('(min-width: 1280px)')],
  ['medium', matchMedia('(min-width: 960px)')],
  ['narrow', matchMedia('(min-width: 700px)')],
] as const;

/** The layout for the width of the window, live. */
export function useLayout(): Layout {
  return useSyncExternalStore(subscribe, currentLayout);
}

const currentLayout = (): Layout => minWidths.find(([, query]) => query.matches)?.[0] ?? 'phone';

function subscribe(listener: () => void): () => void {
  for (const [, query] of minWidths) query.addEventListener('change', listener);
  return () => {
    for (const [, query] of minWidths) query.removeEventListener('change', listener);
  };
}
