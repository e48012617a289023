import { formatWhole } from '../../core/format.ts';

/** What the guard did: `12 steps skipped`. */
export const skippedText = (skipped: number): string =>
  `${skipped === 0 ? 'no' : formatWhole(skipped)} ${skipped === 1 ? 'step' : 'steps'} skipped`;
