import { type PageApi, pageApi } from './store/page-api.ts';

declare global {
  interface Window {
    downhill: PageApi;
  }
}

/** Puts `window.downhill` in place: the page as scripts see it. */
export function installApi(): void {
  window.downhill = pageApi;
}
