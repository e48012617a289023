import type { PageApi } from './store/page-api.ts';
import { pageApi } from './store/page-api.ts';

declare global {
  interface Window {
    downhill: PageApi;
  }
}

/** Puts `window.downhill` in place: the page as scripts see it. */
export function installApi(): void {
  window.downhill = pageApi;
}
