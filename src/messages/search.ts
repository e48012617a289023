import type { EdgeWarning } from '../race/sweep.ts';
import type { Translator } from './translator.ts';

/** That the best learning rate of a lane is the last one tried. @param lane its name */
export const edgeText = (t: Translator, { edge, lr }: EdgeWarning, lane: string): string =>
  t(`race.search.${edge}`, { lane, lr: t.format.chosen(lr) });

/** That a lane diverged at every learning rate tried. @param lane its name */
export const allDivergedText = (t: Translator, rates: readonly number[], lane: string): string =>
  t('race.search.allDiverged', { lane, rates: t.format.and(rates.map((lr) => t.format.chosen(lr))) });
