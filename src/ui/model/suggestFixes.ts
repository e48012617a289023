import { toErrorReport } from '../../core/errors.ts';
import type { ListSetting } from '../../core/setting.ts';
import { findDataset } from '../../data/catalog/index.ts';
import { assertFits } from '../../experiment/assert-fits.ts';
import type { ExperimentSpec } from '../../experiment/schema.ts';
import { parseSpec } from '../../experiment/schema.ts';
import { modelOptionLabel } from '../../messages/models.ts';
import type { Translator } from '../../messages/translator.ts';
import { modelById } from '../../nn/index.ts';
import type { ModelOption } from '../../nn/options.ts';

/** A change that makes network and images fit: what the button says, and the experiment it gives. */
export interface SuggestedFix {
  readonly label: string;
  readonly spec: unknown;
}

const sizes = [16, 32, 64, 128, 256];

/** What would make an experiment fit whose network does not: the nearest value of the option to blame, another image size. */
export function suggestFixes(t: Translator, spec: ExperimentSpec): SuggestedFix[] {
  const path = errorPath(spec);
  if (path === null) return [];
  const key = path.startsWith('model.') ? path.slice('model.'.length) : '';
  const option = modelById(spec.model.id).options[key];
  const byOption = option === undefined ? null : byOtherValue(t, spec, key, option);
  const byNumbers = path === 'data.batchSize' ? [byTwo(t, spec), byGroups(t, spec)] : [byOption];
  return [...byNumbers, bySize(t, spec)]
    .filter((suggestion) => suggestion !== null)
    .filter((suggestion) => errorPath(suggestion.spec) === null);
}

/** Where batch norm has too little of a single image. */
const byTwo = (t: Translator, spec: ExperimentSpec): SuggestedFix | null =>
  spec.data.batchSize === 1
    ? {
        label: t('settings.fix.batchSize', { count: '2' }),
        spec: { ...spec, data: { ...spec.data, batchSize: 2 } },
      }
    : null;

const byGroups = (t: Translator, spec: ExperimentSpec): SuggestedFix | null =>
  'norm' in spec.model && spec.model.norm === 'batch'
    ? { label: t('settings.fix.groupNorm'), spec: { ...spec, model: { ...spec.model, norm: 'group' } } }
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

function byOtherValue(
  t: Translator,
  spec: ExperimentSpec,
  key: string,
  option: ModelOption,
): SuggestedFix | null {
  const current = (spec.model as Readonly<Record<string, unknown>>)[key] ?? option.default;
  const suggestion = (value: unknown, text: string): SuggestedFix => ({
    label: t('settings.fix.option', { option: modelOptionLabel(t, spec.model.id, key), value: text }),
    spec: { ...spec, model: { ...spec.model, [key]: value } },
  });
  const candidates =
    option.kind === 'number' && option.integer
      ? nearest(Number(current), option.valid).map((value) => suggestion(value, String(value)))
      : option.kind === 'list'
        ? shorter(current as readonly number[], option).map((list) => suggestion(list, listText(t, list)))
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
function shorter(list: readonly number[], { length, distinct }: ListSetting): (readonly number[])[] {
  const once = distinct ? [...new Set(list)] : list;
  return Array.from({ length: Math.max(0, once.length - length.min + 1) }, (_, i) =>
    once.slice(0, once.length - i),
  );
}

/** The figures of a list as an option has them. */
export const listText = (t: Translator, list: readonly number[]): string =>
  list.length === 0 ? t('settings.fix.none') : list.join(', ');

export const resizeLabel = (t: Translator, size: number): string =>
  t('settings.fix.resize', { size: String(size) });

function bySize(t: Translator, spec: ExperimentSpec): SuggestedFix | null {
  const [height = 0] = findDataset(spec.data)?.shape ?? [];
  const now = spec.data.size ?? height;
  const candidates = sizes
    .filter((size) => size > now)
    .map((size) => ({
      label: resizeLabel(t, size),
      spec: { ...spec, data: { ...spec.data, size, fit: 'resize' } },
    }));
  return candidates.find((candidate) => errorPath(candidate.spec) === null) ?? null;
}
