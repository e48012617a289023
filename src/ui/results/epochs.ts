import type { EpochLoss } from '../../protocol/messages.ts';

/** An epoch with how many steps of it were taken. */
export interface ListedEpoch extends EpochLoss {
  readonly steps: number;
}

/**
 * The epochs that have ended, and the one after them as far as it has come: the mean loss of its steps.
 * @param perEpoch steps of an epoch; null while the data is unknown
 * @param losses of every step of the run
 */
export function listedEpochs(
  ended: readonly EpochLoss[],
  perEpoch: number | null,
  losses: ArrayLike<number>,
): readonly ListedEpoch[] {
  if (perEpoch === null) return [];
  const whole = ended.map((epoch) => ({ ...epoch, steps: perEpoch }));
  const from = ended.length * perEpoch;
  const steps = losses.length - from;
  if (steps <= 0) return whole;
  let sum = 0;
  for (let i = from; i < losses.length; i++) sum += losses[i] as number;
  return [...whole, { epoch: ended.length + 1, runningLoss: sum / steps, steps }];
}
