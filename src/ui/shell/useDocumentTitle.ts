import { useEffect } from 'react';
import { useApp } from '../../store/app.ts';
import { seriesStore } from '../../store/series.ts';
import { experimentName } from './experimentName.ts';

const leastPauseMs = 1000;
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
      const wait = lastAt + leastPauseMs - performance.now();
      if (wait <= 0) write();
      else timer ??= setTimeout(write, wait);
    };
    write();
    const stops = [useApp.subscribe(changed), seriesStore.subscribe(changed)];
    document.addEventListener('visibilitychange', write);
    return () => {
      for (const stop of stops) stop();
      document.removeEventListener('visibilitychange', write);
      if (timer !== null) clearTimeout(timer);
    };
  }, []);
}

function titleText(): string {
  const state = useApp.getState();
  const { run } = state;
  if (run.state === 'running') {
    const hidden = document.hidden ? ' · training in the background' : '';
    return `▶ ${run.step} · loss ${recentLoss()}${hidden} – Downhill`;
  }
  if (run.state === 'failed') return 'Stopped – Downhill';
  if (run.state === 'finished' && run.spec.repeats > 1) return `✓ ${run.spec.repeats} seeds – Downhill`;
  if (run.state === 'finished') return `✓ ${run.step} · loss ${recentLoss()} – Downhill`;
  if (run.step > 0) return `❚❚ ${run.step} · loss ${recentLoss()} – Downhill`;
  return `${experimentName(state)} – Downhill`;
}

/** The mean loss of the latest steps; the loss of one step alone jumps too much to be read. */
function recentLoss(): string {
  const { loss } = seriesStore.furthest();
  const from = Math.max(0, loss.length - meanOfSteps);
  let sum = 0;
  for (let i = from; i < loss.length; i++) sum += loss.at(i);
  return loss.length === 0 ? '–' : (sum / (loss.length - from)).toFixed(2);
}
