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

/** The declaration of a number of a lane, by its path in a change: `optimizer.lr`; undefined where the lane has none. */
export function parameterAt({ optimizer }: LaneSpec, path: string): Parameter | undefined {
  const key = path.replace(/^optimizer\./, '');
  return beside[path] ?? optimizerById(optimizer.id).hyperparams.find((parameter) => parameter.key === key);
}
