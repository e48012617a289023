import { datasetName, datasetOf } from '../../data/catalog/index.ts';
import { totalStepsOf, trainingImages } from '../../experiment/length.ts';
import type { ExperimentSpec } from '../../experiment/schema.ts';
import { modelName, modelTitle } from '../../messages/models.ts';
import type { Translator } from '../../messages/translator.ts';
import { describeModel, isSummary } from '../../nn/describe-model.ts';
import { numberText } from '../kit/numberText.ts';

/** A row of the panel: what matters most, then the rest. */
export interface Summary {
  readonly main: string;
  readonly rest: string;
}

export function dataSummary(t: Translator, { data }: ExperimentSpec): Summary {
  const meta = datasetOf(data);
  const { whole } = t.format;
  const batch = whole(data.batchSize);
  const name = datasetName(data);
  return {
    main:
      data.classes === null
        ? name
        : t('settings.summary.classes', { dataset: name, count: data.classes.length }),
    rest:
      data.trainCount === null
        ? t('settings.summary.images', { images: whole(meta?.trainCount ?? 0), batch })
        : t('settings.summary.firstImages', { images: whole(trainingImages(data)), batch }),
  };
}

/** How the images are shared out. */
export function splitText(t: Translator, { data }: ExperimentSpec): string {
  const { whole } = t.format;
  return t('settings.summary.split', {
    train: whole(trainingImages(data)),
    validation: whole(data.validation),
    test: whole(datasetOf(data)?.testCount ?? 0),
  });
}

export function modelSummary(t: Translator, { data, model, start }: ExperimentSpec): Summary {
  const meta = datasetOf(data);
  const described = describeModel(model, meta?.shape ?? [1, 1, 1], meta?.classCount ?? 1);
  if (!isSummary(described)) return { main: modelName(t, model.id), rest: t('settings.summary.unfit') };
  const count = { count: described.parameters };
  return {
    main: modelTitle(t, model),
    rest: start === null ? t('settings.summary.parameters', count) : t('settings.summary.fromFile', count),
  };
}

/** How lanes are compared: `Fair to 88 % · 5 seeds from 1`. */
export function raceSummary(t: Translator, { training, seed, seeds, race }: ExperimentSpec): Summary {
  const target = targetText(t, training.target);
  const parts = [
    target === null ? [] : t('settings.summary.toTarget', { target }),
    seeds === 1
      ? t('settings.summary.seed', { seed: String(seed) })
      : t('settings.summary.seeds', { count: seeds, seed: String(seed) }),
    race.timing === null ? [] : t('settings.summary.timed'),
  ];
  return { main: t(`settings.mode.${race.mode}`), rest: parts.flat().join(' · ') };
}

/**
 * What a race costs, in steps of lanes: `7 rates × 3 lanes + 5 seeds × 3 lanes of 2 000 steps`. Null without a length.
 */
export function costText(
  t: Translator,
  spec: ExperimentSpec,
): { readonly sum: string; readonly total: string } | null {
  const totalSteps = totalStepsOf(spec);
  if (totalSteps === null) return null;
  const { race, seeds } = spec;
  const count = spec.lanes.length;
  const lanes = t('settings.cost.lanes', { count });
  const rates = race.mode === 'fair' ? race.grid.points : 0;
  const runs = [
    rates === 0 ? [] : t('settings.cost.rates', { count: rates, lanes }),
    t('settings.cost.seeds', { count: seeds, lanes }),
  ]
    .flat()
    .join(' + ');
  const alone = race.timing === null ? 0 : race.timing.warmup + race.timing.steps;
  const steps = { runs, steps: totalSteps };
  return {
    sum: alone === 0 ? t('settings.cost.runs', steps) : t('settings.cost.timed', { ...steps, lanes, alone }),
    total: t('settings.cost.total', { count: ((rates + seeds) * totalSteps + alone) * count }),
  };
}

export function lengthSummary(t: Translator, { training }: ExperimentSpec): Summary {
  const { steps, epochs } = training;
  const main =
    steps !== null
      ? t('settings.summary.steps', { count: steps })
      : epochs !== null
        ? t('settings.summary.epochs', { count: epochs })
        : t('settings.length.unit.stopped');
  return { main, rest: t('settings.summary.interval', { interval: t.format.whole(training.evalEvery) }) };
}

/** `88 %`, or `loss 0.3`; null without a target. */
function targetText(t: Translator, target: ExperimentSpec['training']['target']): string | null {
  if (target === null) return null;
  if (target.metric === 'validationLoss') {
    return t('settings.summary.targetLoss', { loss: numberText(target.value) });
  }
  return percentText(t, target.value);
}

/** A chosen fraction as a percentage with all its digits: 0.915 → `91.5 %`. */
const percentText = (t: Translator, fraction: number): string =>
  t.format.percent(fraction, decimalsOf(percentNumber(fraction)));

const decimalsOf = (digits: string): number => digits.split('.')[1]?.length ?? 0;

/** A fraction as the number of per cent a person types: 0.88 → 88. */
export const percentNumber = (fraction: number): string =>
  numberText(Number((fraction * 100).toPrecision(10)));
