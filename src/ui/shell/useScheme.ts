import { useLayoutEffect, useSyncExternalStore } from 'react';
import { useApp } from '../../store/app.ts';

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
