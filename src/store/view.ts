import type { Language } from '../core/language.ts';
import { languages } from '../core/language.ts';
import { migrate } from '../experiment/migrate.ts';
import { defaultView, useApp } from './app.ts';
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

/** Larger type and fewer figures, or all of them again. */
export const toggleProjector = (): void => setView({ projector: !useApp.getState().view.projector });

/** The remembered view; what is missing or no longer makes sense is as at first. Speed always starts at full. */
export function readView(): ViewState {
  try {
    const stored = migrate('view', JSON.parse(localStorage.getItem(storageKey) ?? '{}'));
    return { ...defaultView, ...sensible(stored), speed: null };
  } catch {
    return defaultView;
  }
}

function sensible(stored: unknown): Partial<ViewState> {
  if (typeof stored !== 'object' || stored === null) return {};
  const { theme, language, projector, smoothing, logY, logX, ignoreOutliers, xUnit } = stored as Record<
    string,
    unknown
  >;
  return {
    ...((theme === 'auto' || theme === 'light' || theme === 'dark') && { theme }),
    ...(languages.some((one) => one === language) && { language: language as Language }),
    ...(typeof projector === 'boolean' && { projector }),
    ...(typeof smoothing === 'number' && smoothing >= 0 && smoothing <= 0.999 && { smoothing }),
    ...(typeof logY === 'boolean' && { logY }),
    ...(typeof logX === 'boolean' && { logX }),
    ...(typeof ignoreOutliers === 'boolean' && { ignoreOutliers }),
    ...((xUnit === 'steps' || xUnit === 'epochs' || xUnit === 'examples' || xUnit === 'seconds') && {
      xUnit,
    }),
  };
}

/** Closes a banner for as long as the page lives. */
export function dismiss(id: string): void {
  useApp.setState(({ dismissed }) => ({ dismissed: [...dismissed, id] }));
}
