import type { Operand } from '../../core/expr.ts';
import { add, assign, mul, sub } from '../../core/expr.ts';
import { yesOrNo } from '../../core/setting.ts';
import { isOn } from '../options.ts';
import type { Group, Option, OptionValues, Transform } from '../transform.ts';

/** The choice between L2 and decoupled, with what the optimizer does unless told otherwise. */
export const decoupled = (byDefault: boolean): Option<'decoupled'> => ({
  key: 'decoupled',
  ...yesOrNo(byDefault),
});

/** Which weights decay, and by which learning rate, where not all by `lr`. */
export interface DecayScope {
  readonly group?: Group;
  readonly lr?: Operand;
}

/**
 * Weight decay.
 *   L2:         g ← g + λ θ
 *   decoupled:  θ ← θ (1 − η λ), before the step
 * Source: Loshchilov & Hutter 2019; PyTorch torch.optim.SGD and torch.optim.AdamW.
 */
export function weightDecay(option: Option, options: OptionValues, scope: DecayScope = {}): Transform {
  const { lr = 'lr', ...group } = scope;
  const program = isOn(option, options)
    ? [assign('theta', mul('theta', sub(1, mul(lr, 'weightDecay'))))]
    : [assign('g', add('g', mul('weightDecay', 'theta')))];
  return { stages: [{ kind: 'elementwise', program, ...group }] };
}
