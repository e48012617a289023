import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { isInUse } from '../../core/setting.ts';
import { HyperparamTimeline } from '../../experiment/hyperparam-timeline.ts';
import { hyperparamValue } from '../../experiment/lane-change.ts';
import { planOf, updateOf } from '../../experiment/lane-update.ts';
import { totalStepsOf } from '../../experiment/length.ts';
import type { LaneSpec } from '../../experiment/schema.ts';
import { optimizerDiffers } from '../../messages/optimizers.ts';
import type { Translator } from '../../messages/translator.ts';
import type { StepHyperparams } from '../../optim/host-scalars.ts';
import { optimizerById } from '../../optim/index.ts';
import type { Parameter } from '../../optim/parameter.ts';
import { symbolsOf } from '../../optim/symbols.ts';
import { useApp } from '../../store/app.ts';
import { isLocked } from '../../store/lock.ts';
import { stepsShown } from '../../store/rounds.ts';
import { useMessages } from '../kit/language.ts';
import { numberText } from '../kit/numberText.ts';
import { InlineTex } from './Formula.tsx';
import { FormulaView } from './FormulaView.tsx';
import classes from './OptimizerHelp.module.css';

interface Props {
  /** The lane as it trains. */
  readonly lane: LaneSpec;
  readonly parameter: Parameter;
  /** The value the experiment has, without live edits. */
  readonly unchangedValue: number;
  readonly set: (value: number) => void;
}

/** The formula a hyperparameter stands in, with the values that the next step will use. */
export function OptimizerHelp({ lane, parameter, unchangedValue, set }: Props) {
  const update = updateOf(lane);
  const { source } = update.optimizer;
  const t = useMessages();
  const stepHyperparams = useStepHyperparams(lane);
  const parameters = useApp(({ run }) => run.model?.parameters ?? null);
  const locked = useApp(({ run }) => isLocked(run));
  const value = hyperparamValue(lane, parameter);
  const { default: defaultValue } = parameter;
  return (
    <>
      <FormulaView lane={lane} stepHyperparams={stepHyperparams} />
      <dl className={classes.values}>
        {valuesOf(lane, parameter.key, stepHyperparams).map(({ symbol, when, value }) => (
          <div key={symbol} className={classes.value}>
            <dt>
              <InlineTex tex={symbol} /> {t(`lanes.formula.${when}`)}
            </dt>
            <dd>{t.format.chosen(value)}</dd>
          </div>
        ))}
        <div className={classes.value}>
          <dt>{t('lanes.formula.memory')}</dt>
          <dd>{memoryText(t, planOf(lane).memoryPerParameter, parameters)}</dd>
        </div>
      </dl>
      <div className={classes.resets}>
        <Button size="xs" disabled={value === unchangedValue || locked} onClick={() => set(unchangedValue)}>
          {t('lanes.formula.reset', { value: numberText(unchangedValue) })}
        </Button>
        {defaultValue === unchangedValue ? null : (
          <Button size="xs" disabled={value === defaultValue || locked} onClick={() => set(defaultValue)}>
            {t('lanes.formula.setDefault', { value: numberText(defaultValue) })}
          </Button>
        )}
      </div>
      <p className={classes.differs}>
        {optimizerDiffers(t, lane.optimizer.id)} <span className={classes.source}>{source}.</span>
      </p>
    </>
  );
}

interface Row {
  readonly symbol: string;
  readonly when: 'now' | 'next';
  readonly value: number;
}

/** What the next step will use, by name. */
function useStepHyperparams(lane: LaneSpec): StepHyperparams {
  const totalSteps = useApp(({ spec }) => totalStepsOf(spec));
  const step = useApp(({ run }) => stepsShown(run));
  const t = totalSteps === null ? step : Math.min(step, Math.max(0, totalSteps - 1));
  return useMemo(
    () => new HyperparamTimeline({ ...lane, events: [] }, totalSteps).scheduledAt(t),
    [lane, totalSteps, t],
  );
}

function valuesOf(lane: LaneSpec, first: string, stepHyperparams: StepHyperparams): Row[] {
  const symbolOf = symbolsOf(updateOf(lane));
  const { hyperparams, momentumKey } = optimizerById(lane.optimizer.id);
  const usesNext = planOf(lane).hostScalars.some(({ name }) => name === `${momentumKey}Next`);
  const chosen = updateOf(lane).options;
  const shown = hyperparams.filter((parameter) => isInUse(parameter, chosen));
  const keys = [first, ...shown.map(({ key }) => key).filter((key) => key !== first)];
  return keys.flatMap((key): Row[] => {
    const row: Row = { symbol: symbolOf(key), when: 'now', value: stepHyperparams[key] ?? 0 };
    if (key !== momentumKey || !usesNext) return [row];
    const next = `${key}Next`;
    return [row, { symbol: symbolOf(next), when: 'next', value: stepHyperparams[next] ?? 0 }];
  });
}

const bytesPerNumber = 4;

/** What an optimizer keeps: `2 numbers per parameter, 0.158 MiB here`; the size once the model is known. */
export function memoryText(t: Translator, perParameter: number, parameters: number | null): string {
  if (perParameter === 0) return t('lanes.formula.noMemory');
  if (parameters === null) return t('lanes.formula.memoryEach', { numbers: perParameter });
  const mebibytes = (perParameter * parameters * bytesPerNumber) / 2 ** 20;
  const size = t.format.unit(t.format.chosen(mebibytes), 'MiB');
  return t('lanes.formula.memoryHere', { numbers: perParameter, size });
}
