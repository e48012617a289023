import { useEffect } from 'react';
import { experimentTitle } from '../../messages/presets.ts';
import { useApp } from '../../store/app.ts';
import { seriesStore } from '../../store/series.ts';
import { messagesNow, onLanguage } from '../kit/language.ts';

const minPauseMs = 1000;
const meanOfSteps = 20;

/** Keeps the title of the tab telling how the run goes, at most once a second while it trains. */
export function useDocumentTitle(): void {
  useEffect(() => {
    let lastAt = Number.NEGATIVE_INFINITY;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const write = () => {
      timer = null;
      lastAt = performance.now();
      document.title = titleText();
    };
    // driven by what the worker sends, for a hidden tab's timers sleep
    const changed = () => {
      const wait = lastAt + minPauseMs - performance.now();
      if (wait <= 0) write();
      else timer ??= setTimeout(write, wait);
    };
    write();
    const stops = [useApp.subscribe(changed), seriesStore.subscribe(changed), onLanguage(write)];
    document.addEventListener('visibilitychange', write);
    return () => {
      for (const stop of stops) stop();
      document.removeEventListener('visibilitychange', write);
      if (timer !== null) clearTimeout(timer);
    };
  }, []);
}

function titleText(): string {
  const t = messagesNow();
  const state = useApp.getState();
  const { run } = state;
  const step = String(run.step);
  const loss = latestLoss();
  if (run.state === 'running')
    return t(document.hidden ? 'shell.tab.hidden' : 'shell.tab.running', { step, loss });
  if (run.state === 'failed') return t('shell.tab.failed');
  if (run.state === 'finished' && run.displaySpec.seeds > 1)
    return t('shell.tab.raced', { seeds: run.displaySpec.seeds });
  if (run.state === 'finished') return t('shell.tab.finished', { step, loss });
  if (run.step > 0) return t('shell.tab.paused', { step, loss });
  return t('shell.tab.idle', { experiment: experimentTitle(t, state.spec.name) });
}

/** The mean loss of the latest steps; the loss of one step alone jumps too much to be read. */
function latestLoss(): string {
  const { loss } = seriesStore.furthest();
  const from = Math.max(0, loss.length - meanOfSteps);
  let sum = 0;
  for (let i = from; i < loss.length; i++) sum += loss.at(i);
  return loss.length === 0 ? '–' : messagesNow().format.decimals(sum / (loss.length - from), 2);
}
