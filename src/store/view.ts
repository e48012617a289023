import { useApp } from './app.ts';
import type { ViewState } from './state.ts';

const storageKey = 'downhill.view';

/** Changes how the page shows things, and remembers it. */
export function setView(patch: Partial<ViewState>): void {
  const view = { ...useApp.getState().view, ...patch };
  useApp.setState({ view });
  try {
    localStorage.setItem(storageKey, JSON.stringify(view));
  } catch {
    // private windows refuse storage; the choice then lasts as long as the page
  }
}

/** Closes a banner for as long as the page lives. */
export function dismiss(id: string): void {
  useApp.setState(({ dismissed }) => ({ dismissed: [...dismissed, id] }));
}
