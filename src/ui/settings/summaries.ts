import { formatWhole } from '../../core/format.ts';
import { datasetOf } from '../../data/index.ts';
import { totalStepsOf, trainingImages } from '../../experiment/length.ts';
import type { ExperimentSpec } from '../../experiment/schema.ts';
import { modelName } from '../../messages/models.ts';
import { numberText } from '../lanes/numberText.ts';
import { messagesNow } from '../language.ts';
import { describeModel, isSummary } from '../model/described.ts';

/** A row of the panel: what matters most, then the rest. */
export interface Summary {
  readonly main: string;
  readonly rest: string;
}

const plural = (value: number, one: string, more: string): string =>
  `${formatWhole(value)} ${value === 1 ? one : more}`;

export function dataSummary({ data }: ExperimentSpec): Summary {
  const meta = datasetOf(data);
  const images =
    data.trainCount === null
      ? formatWhole(meta?.trainCount ?? 0)
      : `first ${formatWhole(trainingImages(data))}`;
  const name = meta?.name ?? data.id;
  return {
    main: data.classes === null ? name : `${name}, ${data.classes.length} classes`,
    rest: `${images} · batch ${formatWhole(data.batchSize)}`,
  };
}

/** How the images are shared out. */
export function splitText({ data }: ExperimentSpec): string {
  const test = datasetOf(data)?.testCount ?? 0;
  return `${formatWhole(trainingImages(data))} to train on, ${formatWhole(data.validation)} held back, ${formatWhole(test)} to test`;
}

export function modelSummary({ data, model, start }: ExperimentSpec): Summary {
  const meta = datasetOf(data);
  const described = describeModel(model, meta?.shape ?? [1, 1, 1], meta?.classCount ?? 1);
  if (!isSummary(described)) return { main: modelName(messagesNow(), model.id), rest: 'does not fit' };
  const parameters = plural(described.parameters, 'parameter', 'parameters');
  return { main: described.title, rest: start === null ? parameters : `${parameters} · from a file` };
}

/** How lanes are compared: `Fair to 88 % · 5 seeds from 1`. */
export function raceSummary({ training, seed, seeds: count, race }: ExperimentSpec): Summary {
  const target = targetText(training.target);
  const seeds = count === 1 ? `seed ${seed}` : `${count} seeds from ${seed}`;
  const timed = race.timing === null ? '' : ' · timed';
  const main = race.mode === 'fair' ? 'Fair' : 'Quick';
  return { main, rest: `${target === null ? '' : `to ${target} · `}${seeds}${timed}` };
}

/**
 * What a race costs, in steps of lanes: `7 rates × 3 lanes + 5 seeds × 3 lanes of 2 000 steps`. Null without a length.
 */
export function costText(spec: ExperimentSpec): { readonly sum: string; readonly total: string } | null {
  const totalSteps = totalStepsOf(spec);
  if (totalSteps === null) return null;
  const { race, seeds, lanes } = spec;
  const by = plural(lanes.length, 'lane', 'lanes');
  const rates = race.mode === 'fair' ? [`${race.grid.points} rates × ${by}`] : [];
  const parts = [...rates, `${plural(seeds, 'seed', 'seeds')} × ${by}`];
  const timed = race.timing === null ? 0 : race.timing.warmup + race.timing.steps;
  const timing = timed === 0 ? '' : `, then ${by} × ${plural(timed, 'step', 'steps')} alone`;
  const runs = (race.mode === 'fair' ? race.grid.points : 0) + seeds;
  return {
    sum: `${parts.join(' + ')} of ${plural(totalSteps, 'step', 'steps')}${timing}`,
    total: plural((runs * totalSteps + timed) * lanes.length, 'step of one lane', 'steps of one lane'),
  };
}

export function lengthSummary({ training }: ExperimentSpec): Summary {
  const { steps, epochs } = training;
  const main =
    steps !== null
      ? plural(steps, 'step', 'steps')
      : epochs !== null
        ? plural(epochs, 'epoch', 'epochs')
        : 'Until stopped';
  return { main, rest: `evaluated every ${formatWhole(training.evalEvery)}` };
}

/** `88 %`, or `loss 0.3`; null without a target. */
function targetText(target: ExperimentSpec['training']['target']): string | null {
  if (target === null) return null;
  if (target.metric === 'validationLoss') return `loss ${numberText(target.value)}`;
  return `${percentNumber(target.value)}\u202f%`;
}

/** A fraction as the number of per cent a person types: 0.88 → 88. */
export const percentNumber = (fraction: number): string =>
  numberText(Number((fraction * 100).toPrecision(10)));
