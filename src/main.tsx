import './ui/base.css';
import '@mantine/core/styles.layer.css';
import '@fontsource-variable/inter';
import './ui/tokens.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { installApi } from './api.ts';
import { useApp } from './store/app.ts';
import { hasError, readyToPaint } from './store/first-paint.ts';
import { startApp } from './store/start.ts';
import { App } from './ui/App.tsx';
import { preloadDeferred } from './ui/kit/deferred.tsx';
import { loadDeferredMessages, startLanguage } from './ui/kit/language.ts';
import { ErrorBoundary } from './ui/shell/ErrorBoundary.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('index.html: has no element #root, got none; put it back');

void startApp();
installApi();
await Promise.all([startLanguage(), readyToPaint()]);
if (hasError(useApp.getState())) await loadDeferredMessages().catch(() => undefined); // texts of errors
createRoot(root).render(
  <StrictMode>
    <ErrorBoundary>
      <App />
    </ErrorBoundary>
  </StrictMode>,
);

whenIdle(() => void preloadDeferred());

/** Safari has no idle callbacks. */
function whenIdle(act: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(act);
  else setTimeout(act, 200);
}
