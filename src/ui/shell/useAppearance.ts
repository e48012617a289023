import { useLayoutEffect, useSyncExternalStore } from 'react';
import { useApp } from '../../store/app.ts';
import type { Layout } from '../kit/useLayout.ts';

const systemDark = matchMedia('(prefers-color-scheme: dark)');

/** The scheme to draw in, after the person's choice and, on `auto`, the system's; also set on `<html data-theme>`. */
export function useScheme(): 'light' | 'dark' {
  const theme = useApp(({ view }) => view.theme);
  const isSystemDark = useSyncExternalStore(subscribe, () => systemDark.matches);
  const scheme = theme === 'auto' ? (isSystemDark ? 'dark' : 'light') : theme;
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = scheme;
    const panel = getComputedStyle(document.documentElement).getPropertyValue('--panel').trim();
    document.querySelector('meta[name="theme-color"]')?.setAttribute('content', panel);
  }, [scheme]);
  return scheme;
}

function subscribe(listener: () => void): () => void {
  systemDark.addEventListener('change', listener);
  return () => systemDark.removeEventListener('change', listener);
}

/** Sets `<html data-display>`, by which the style sheets draw for a projector. */
export function useDisplay(layout: Layout): void {
  const isProjector = useApp(({ view }) => view.projector) && layout !== 'phone';
  useLayoutEffect(() => {
    if (isProjector) document.documentElement.dataset.display = 'projector';
    else delete document.documentElement.dataset.display;
  }, [isProjector]);
}
