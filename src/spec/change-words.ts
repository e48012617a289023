import { optimizerById } from '../optim/index.ts';
import type { Parameter } from '../optim/parameter.ts';
import { clipNormParameter } from '../optim/transforms/clip-norm.ts';
import { clipValueParameter } from '../optim/transforms/clip-value.ts';
import { guardFactorParameter } from '../optim/transforms/guard.ts';
import type { LaneSpec } from './lane-schema.ts';

const beside: Readonly<Record<string, Parameter>> = {
  'clip.globalNorm': clipNormParameter,
  'clip.value': clipValueParameter,
  'guard.factor': guardFactorParameter,
};

/** What a number of a lane is called within a sentence, by its path in a change: `lr`, `beta 1`, `clip by norm`. */
export function changeName({ optimizer }: LaneSpec, path: string): string {
  const key = path.replace(/^optimizer\./, '');
  if (key === 'lr') return 'lr';
  const own = optimizerById(optimizer.id).hyper.find((parameter) => parameter.key === key);
  return (beside[path] ?? own)?.label ?? key;
}
