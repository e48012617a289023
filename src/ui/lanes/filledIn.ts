import type { SymbolOf } from '../../core/tex.ts';
import { numberToTex } from '../../core/tex.ts';
import { updateOf } from '../../experiment/lane-update.ts';
import type { LaneSpec } from '../../experiment/schema.ts';
import type { StepHyperparams } from '../../optim/host-scalars.ts';
import { optimizerById } from '../../optim/index.ts';
import { symbolsOf } from '../../optim/symbols.ts';

/** How names are written once numbers stand for the hyperparameters; the step and what the weights keep stay symbols. */
export function filledIn(lane: LaneSpec, stepHyperparams: StepHyperparams): SymbolOf {
  const symbolOf = symbolsOf(updateOf(lane));
  const { hyperparams, momentumKey } = optimizerById(lane.optimizer.id);
  const keys = new Set([
    ...hyperparams.map(({ key }) => key),
    `${momentumKey}Next`,
    'clipNorm',
    'clipValue',
    'guardFactor',
  ]);
  return (name) => {
    const value = keys.has(name) ? stepHyperparams[name] : undefined;
    return value === undefined ? symbolOf(name) : numberToTex(Number(value.toPrecision(4)));
  };
}
