import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ResultFile } from '../../../src/race/records.ts';
import type { VerificationProgress } from '../../../src/race/verification.ts';

const total = 100;
const progressAt = (losses: number): VerificationProgress => ({
  phase: 'race',
  seed: 1,
  lanes: 1,
  step: losses,
  steps: total,
  losses,
  total,
});
let announce: (progress: VerificationProgress) => void = () => undefined;

vi.mock('../../../src/protocol/verify-result.ts', () => ({
  verifyResult: (_result: ResultFile, options: { onProgress: typeof announce }) => {
    announce = options.onProgress;
    return new Promise(() => undefined);
  },
}));
vi.mock('../../../src/store/kept-weights.ts', () => ({ requestOf: async () => ({}) }));
vi.mock('../../../src/store/result-export.ts', () => ({
  resultNow: () => ({ portable: true, spec: { lanes: [{ name: 'Adam' }] } }),
}));

const { closeVerification, startVerification, useVerification } = await import(
  '../../../src/store/verification.ts'
);

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('document', { baseURI: 'https://example.org/' });
});
afterEach(() => {
  closeVerification();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('progress is shown at most 20 times a second, and the last of it always', async () => {
  startVerification();
  await vi.advanceTimersByTimeAsync(0);
  const shown: number[] = [];
  const stop = useVerification.subscribe(({ progress }) => shown.push(progress?.losses ?? 0));
  for (let losses = 1; losses <= total; losses++) {
    announce(progressAt(losses));
    await vi.advanceTimersByTimeAsync(1);
  }
  await vi.advanceTimersByTimeAsync(50);
  stop();
  expect(shown.at(-1)).toBe(total);
  expect(shown.length).toBeLessThanOrEqual(4);
  expect(useVerification.getState().status).toBe('running');
});
