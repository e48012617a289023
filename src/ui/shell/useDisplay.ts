import { useLayoutEffect } from 'react';
import { useApp } from '../../store/app.ts';
import type { Layout } from '../kit/useLayout.ts';

/** Sets `<html data-display>`, by which the style sheets draw for a projector. */
export function useDisplay(layout: Layout): void {
  const isProjector = useApp(({ view }) => view.projector) && layout !== 'phone';
  useLayoutEffect(() => {
    if (isProjector) document.documentElement.dataset.display = 'projector';
    else delete document.documentElement.dataset.display;
  }, [isProjector]);
}
