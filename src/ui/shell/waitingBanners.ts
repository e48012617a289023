import { formatWhole } from '../../core/format.ts';
import { restartWorker } from '../../store/opening.ts';
import type { AppState } from '../../store/state.ts';
import { retryData } from '../../store/transport.ts';
import { keepWaiting } from '../../store/worker.ts';
import type { BannerContent } from './bannerContent.ts';

export const offlineText = 'This computer is offline.';

/** Asks about a worker that does not answer: it may be at work still, and only the person can tell how long to wait. */
export function silentWorker(silence: AppState['silence']): BannerContent | null {
  if (silence === null) return null;
  const seconds = `${formatWhole(Math.round(silence.overMs / 1000))} s`;
  const words =
    silence.cause === 'loading'
      ? {
          title: `The training script has not loaded for over ${seconds}.`,
          text: 'The connection may be slow. Restarting loads it again.',
        }
      : {
          title: `Training has not answered for over ${seconds}.`,
          text: 'It may still be busy. Restarting begins again from the same initial weights.',
        };
  return {
    ...words,
    id: `silent:${silence.overMs}`,
    tone: 'warn',
    action: { label: 'Wait', run: keepWaiting },
    other: { label: 'Restart the worker', run: restartWorker },
    canClose: false,
  };
}

/** Files of the data that stopped coming: they may still come, or be asked for again. */
export function stalledData({
  stalled,
  isOffline,
  data,
}: Pick<AppState, 'stalled' | 'isOffline' | 'data'>): BannerContent | null {
  const [first, ...others] = stalled;
  if (first === undefined) return null;
  const rest =
    others.length === 0
      ? []
      : [`${formatWhole(others.length)} more ${others.length === 1 ? 'has' : 'have'} stopped too.`];
  const meaning = data?.ready ? 'Training goes on with what has arrived.' : 'Training waits for it.';
  return {
    id: `stalled:${stalled.join()}`,
    tone: 'warn',
    title: isOffline ? `The data have stopped loading. ${offlineText}` : 'The data have stopped loading.',
    text: [`No byte of ${first} has come for 10 s.`, ...rest, meaning].join(' '),
    action: { label: 'Retry', run: retryData },
    canClose: data?.ready ?? false,
  };
}

/** A value in the address that there is not: what there is instead. */
export function oddAddress(error: AppState['addressError']): BannerContent | null {
  if (error === null) return null;
  const { key, value, allowed } = error;
  return {
    id: `address:${key}`,
    tone: 'warn',
    title: `The address asks for an unknown ${key}, “${value.slice(0, 40)}”.`,
    text: `It can be ${allowed.slice(0, -1).join(', ')} or ${allowed.at(-1) ?? ''}. The fastest one available is used.`,
    action: null,
    canClose: true,
  };
}
