import { toErrorReport } from '../../core/errors.ts';
import { findDataset } from '../../data/index.ts';
import type { ExperimentSpec } from '../../experiment/schema.ts';
import { parseSpec } from '../../experiment/schema.ts';
import { modelOptionLabel } from '../../messages/models.ts';
import { modelById } from '../../nn/index.ts';
import type { ListOption, ModelOption } from '../../nn/options.ts';
import { messagesNow } from '../language.ts';
import { assertFits } from '../settings/assertFits.ts';

/** A change that makes network and images fit: what the button says, and the experiment it gives. */
export interface SuggestedFix {
  readonly label: string;
  readonly spec: unknown;
}

const sizes = [16, 32, 64, 128, 256];

/** What would make an experiment fit whose network does not: the nearest value of the option to blame, another image size. */
export function suggestFixes(spec: ExperimentSpec): SuggestedFix[] {
  const path = errorPath(spec);
  if (path === null) return [];
  const key = path.startsWith('model.') ? path.slice('model.'.length) : '';
  const option = modelById(spec.model.id).options[key];
  const byOption = option === undefined ? null : byOtherValue(spec, key, option);
  const byNumbers = path === 'data.batchSize' ? [byTwo(spec), byGroups(spec)] : [byOption];
  return [...byNumbers, bySize(spec)]
    .filter((suggestion) => suggestion !== null)
    .filter((suggestion) => errorPath(suggestion.spec) === null);
}

/** Where batch norm has too little of a single image. */
const byTwo = (spec: ExperimentSpec): SuggestedFix | null =>
  spec.data.batchSize === 1
    ? { label: 'Batch size 2', spec: { ...spec, data: { ...spec.data, batchSize: 2 } } }
    : null;

const byGroups = (spec: ExperimentSpec): SuggestedFix | null =>
  'norm' in spec.model && spec.model.norm === 'batch'
    ? { label: 'Norm Group', spec: { ...spec, model: { ...spec.model, norm: 'group' } } }
    : null;

/** The path of what does not fit, or null where all does. */
function errorPath(spec: unknown): string | null {
  try {
    assertFits(parseSpec(spec));
    return null;
  } catch (error) {
    return toErrorReport(error).path ?? '';
  }
}

function byOtherValue(spec: ExperimentSpec, key: string, option: ModelOption): SuggestedFix | null {
  const own = (spec.model as Readonly<Record<string, unknown>>)[key] ?? option.default;
  const suggestion = (value: unknown, text: string): SuggestedFix => ({
    label: `${modelOptionLabel(messagesNow(), spec.model.id, key)} ${text}`,
    spec: { ...spec, model: { ...spec.model, [key]: value } },
  });
  const candidates =
    option.kind === 'number' && option.integer
      ? nearest(Number(own), option.range).map((value) => suggestion(value, String(value)))
      : option.kind === 'list'
        ? shorter(own as readonly number[], option).map((list) =>
            suggestion(list, list.length === 0 ? 'none' : list.join(', ')),
          )
        : [];
  return candidates.find((candidate) => errorPath(candidate.spec) === null) ?? null;
}

/** Whole numbers by their distance from one, the smaller first; no further than a divisor can be. */
function nearest(from: number, { min, max }: { readonly min: number; readonly max: number }): number[] {
  return Array.from({ length: 256 }, (_, i) => [from - i - 1, from + i + 1])
    .flat()
    .filter((value) => value >= min && value <= max);
}

/** The list, each place in it once, then one less at the end, and so on. */
function shorter(list: readonly number[], { length, distinct }: ListOption): (readonly number[])[] {
  const once = distinct ? [...new Set(list)] : list;
  return Array.from({ length: Math.max(0, once.length - length.min + 1) }, (_, i) =>
    once.slice(0, once.length - i),
  );
}

function bySize(spec: ExperimentSpec): SuggestedFix | null {
  const [height = 0] = findDataset(spec.data.id)?.shape ?? [];
  const now = spec.data.size ?? height;
  const candidates = sizes
    .filter((size) => size > now)
    .map((size) => ({
      label: `Resize to ${size} × ${size}`,
      spec: { ...spec, data: { ...spec.data, size, fit: 'resize' } },
    }));
  return candidates.find((candidate) => errorPath(candidate.spec) === null) ?? null;
}
