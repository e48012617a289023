import { wholeNumber } from '../../core/setting.ts';
import { countOf } from '../options.ts';
import type { Parameter } from '../parameter.ts';
import { parameter } from '../parameter.ts';
import type { Option, OptionValues, Transform } from '../transform.ts';

export const keep: Option<'keep'> = {
  key: 'keep',
  ...wholeNumber(4, 1, 16),
  onlyWith: { key: 'attention', values: [true] },
};

export const headSize: Option<'headSize'> = {
  key: 'headSize',
  ...wholeNumber(64, 1, 1024),
  onlyWith: { key: 'attention', values: [true] },
};

export const tau: Parameter<'tau'> = parameter({
  key: 'tau',
  symbol: '\\tau',
  default: 1,
  min: 0.05,
  max: 20,
  scale: 'log',
  onlyWith: { key: 'attention', values: [true] },
  valid: { min: 0, exclusiveMin: true },
});

/**
 * Scaled dot-product attention over the last K gradients of each parameter, see custom-ops/attention.ts.
 *   g ← attn(g; g_{t−K} … g_{t−1})
 * It keeps gradients as it receives them, never its own results. State: K gradients.
 */
export const attention = (options: OptionValues): Transform => ({
  stages: [
    {
      kind: 'custom-op',
      op: { id: 'attention', keep: countOf(keep, options), headSize: countOf(headSize, options) },
    },
  ],
});
