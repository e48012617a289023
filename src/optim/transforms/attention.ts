import { countOf } from '../options.ts';
import type { Parameter } from '../parameter.ts';
import type { Option, OptionValues, Transform } from '../transform.ts';

export const keep: Option<'keep'> = {
  key: 'keep',
  default: 4,
  range: { min: 1, max: 16 },
  onlyWith: 'attention',
};

export const headSize: Option<'headSize'> = {
  key: 'headSize',
  default: 64,
  range: { min: 1, max: 1024 },
  onlyWith: 'attention',
};

export const tau: Parameter<'tau'> = {
  key: 'tau',
  symbol: '\\tau',
  default: 1,
  min: 0.05,
  max: 20,
  scale: 'log',
  onlyWith: 'attention',
  valid: { min: 0, exclusiveMin: true },
};

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
