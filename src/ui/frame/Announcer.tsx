import { VisuallyHidden } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useApp } from '../../store/app.ts';
import type { RunSlice } from '../../store/state.ts';
import { count, percent } from '../figures.ts';

const leastPauseMs = 5000;

/** Reads out changes of the run, politely and at most every five seconds; of several, the last. */
export function Announcer() {
  const text = useApp(({ run }) => announcement(run));
  const [spoken, setSpoken] = useState('');
  const lastAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const wait = Math.max(0, lastAt.current + leastPauseMs - performance.now());
    const timer = setTimeout(() => {
      lastAt.current = performance.now();
      setSpoken(text);
    }, wait);
    return () => clearTimeout(timer);
  }, [text]);
  return <VisuallyHidden role="status">{spoken}</VisuallyHidden>;
}

/** The state of the run in words; the same as long as nothing but the step changes. */
export function announcement({ state, step, lanes, test, waiting }: RunSlice): string {
  const diverged = lanes.find((lane) => lane.divergence !== null)?.divergence;
  if (diverged) return `Diverged at step ${count(diverged.step)}.`;
  if (state === 'finished') return test ? `Finished: test accuracy ${percent(test.accuracy)}.` : 'Finished.';
  if (state === 'failed') return ''; // the banner is an alert of its own
  if (state === 'paused' && step > 0) return `Paused at step ${count(step)}.`;
  if (state === 'running') return waiting ?? 'Training.';
  return '';
}
