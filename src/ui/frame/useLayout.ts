import { useSyncExternalStore } from 'react';

/** wide: rail beside the charts; narrow: one column; phone: three tabs. The style sheets break at the same widths. */
export type Layout = 'wide' | 'narrow' | 'phone';

const wide = matchMedia('(min-width: 1100px)');
const phone = matchMedia('(max-width: 699px)');

/** The layout for the width of the window, live. */
export function useLayout(): Layout {
  return useSyncExternalStore(subscribe, currentLayout);
}

function currentLayout(): Layout {
  if (wide.matches) return 'wide';
  return phone.matches ? 'phone' : 'narrow';
}

function subscribe(listener: () => void): () => void {
  wide.addEventListener('change', listener);
  phone.addEventListener('change', listener);
  return () => {
    wide.removeEventListener('change', listener);
    phone.removeEventListener('change', listener);
  };
}
