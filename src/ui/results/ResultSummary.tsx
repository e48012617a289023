import { useShallow } from 'zustand/react/shallow';
import { datasetName, datasetOf } from '../../data/catalog/index.ts';
import { hyperparamOverRun, scheduleOverRun } from '../../experiment/run-differences.ts';
import type { LaneSpec } from '../../experiment/schema.ts';
import { adapterText } from '../../messages/adapter.ts';
import { scheduleOverRunText, valueOverRunText } from '../../messages/differences.ts';
import { modelTitle } from '../../messages/models.ts';
import { hyperparamLabel } from '../../messages/optimizers.ts';
import type { Translator } from '../../messages/translator.ts';
import { reproducibleText } from '../../messages/verification.ts';
import { optimizerById } from '../../optim/index.ts';
import { scheduleById } from '../../optim/schedules/index.ts';
import { laneAtRate } from '../../race/round-lanes.ts';
import { useApp } from '../../store/app.ts';
import { evaluationShown, laneRun, latestRace, seedShown } from '../../store/rounds.ts';
import { standingsNow } from '../../store/standings.ts';
import type { AppState } from '../../store/state.ts';
import { trainedOn } from '../../store/verification.ts';
import { useMessages } from '../kit/language.ts';
import { total } from './confusion.ts';
import classes from './ResultSummary.module.css';
import { targetWords } from './targetWords.ts';
import { VerifyResult } from './VerifyResult.tsx';

/** A lane's figures of the test set, once; before that the latest of the validation split in their place. */
export function ResultSummary({ lane }: { readonly lane: number }) {
  const t = useMessages();
  const evaluation = useApp(({ run }) => evaluationShown(laneRun(run, lane)));
  const seed = useApp(({ run }) => seedShown(run, lane));
  const { decided, reached, ...outcome } = useApp(useShallow(({ run }) => outcomeOf(run, lane)));
  const isTest = evaluation?.split === 'test';
  const steps = evaluation?.step ?? 0;
  const images = evaluation === null ? 0 : total(evaluation.confusion);
  const on =
    seed === null
      ? t('results.summary.on', { images, steps })
      : t('results.summary.onOfSeed', { images, steps, seed: String(seed) });
  return (
    <div className={classes.layout}>
      <div className={classes.figures}>
        <Figure
          label={t(isTest ? 'results.summary.testAccuracy' : 'results.summary.validationAccuracy')}
          value={evaluation === null ? '–' : t.format.percent(evaluation.accuracy)}
        />
        <Figure
          label={t(isTest ? 'results.summary.testLoss' : 'results.summary.validationLoss')}
          value={evaluation === null ? '–' : t.format.measured(evaluation.loss)}
        />
        <p className={classes.on}>{evaluation === null ? '' : on}</p>
        <p className={classes.verdict}>{targetWords(t, { ...outcome, seed, seeds: { decided, reached } })}</p>
        <div className={classes.actions}>
          <VerifyResult />
        </div>
      </div>
      <Facts lane={lane} />
    </div>
  );
}

function Figure({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div className={classes.figure}>
      <span className={classes.label}>{label}</span>
      <b className={classes.value} data-empty={value === '–' || undefined}>
        {value}
      </b>
    </div>
  );
}

function Facts({ lane }: { readonly lane: number }) {
  const t = useMessages();
  const spec = useApp(({ run }) => run.displaySpec);
  const model = useApp(({ run }) => run.model);
  const adapter = useApp(trainedOn);
  const asRun = useApp(useShallow(({ run }) => laneAsRun(run, lane)));
  const speed = useApp(({ run }) => speedText(t, run.msPerStep));
  const dataset = datasetOf(spec.data);
  const trained = Math.min(
    spec.data.trainCount ?? Number.POSITIVE_INFINITY,
    (dataset?.trainCount ?? 0) - spec.data.validation,
  );
  return (
    <dl className={classes.facts}>
      <dt>{t('results.summary.trainedOn')}</dt>
      <dd>
        {t('results.summary.images', {
          images: t.format.whole(trained),
          dataset: datasetName(spec.data),
          batch: t.format.whole(spec.data.batchSize),
        })}
      </dd>
      <dt>{t('results.summary.network')}</dt>
      <dd>
        {model === null
          ? '–'
          : t('results.summary.model', {
              model: modelTitle(t, spec.model),
              parameters: t.format.whole(model.parameters),
            })}
      </dd>
      <dt>{t('results.summary.optimizerLabel')}</dt>
      <dd>{optimizerText(t, asRun)}</dd>
      <dt>{t('results.summary.adapter')}</dt>
      <dd>{adapterText(t, adapter)}</dd>
      <dt>{t('results.verify.reproducible.label')}</dt>
      <dd>{reproducibleText(t, adapter)}</dd>
      <dt>{t('results.summary.speedLabel')}</dt>
      <dd title={t('results.summary.speedHelp')}>{speed}</dd>
    </dl>
  );
}

/** A lane, and at which learning rate and seed it ran last. */
function laneAsRun(run: AppState['run'], index: number) {
  const latest = latestRace(run, index);
  return {
    spec: run.displaySpec.lanes[index],
    lr: latest?.entry.lr,
    seed: latest?.round.seed ?? run.displaySpec.seed,
  };
}

function optimizerText(t: Translator, { spec, lr, seed }: ReturnType<typeof laneAsRun>): string {
  if (!spec) return '–';
  const lane = laneAtRate(spec, lr);
  const facts = {
    lane: lane.name,
    lr: valueOverRunText(t, hyperparamOverRun(lane, 'lr')),
    schedule: scheduleOverRunText(t, scheduleOverRun(lane, 'lrSchedule')),
    seed: String(seed),
  };
  const momentum = momentumText(t, lane);
  return momentum === null
    ? t('results.summary.optimizer', facts)
    : t('results.summary.optimizerWithMomentum', { ...facts, momentum });
}

function momentumText(t: Translator, lane: LaneSpec): string | null {
  const { hyperparams, momentumKey } = optimizerById(lane.optimizer.id);
  const key = hyperparams.find((parameter) => parameter.key === momentumKey)?.key;
  if (key === undefined) return null;
  const name = hyperparamLabel(t, key);
  const over = scheduleOverRun(lane, 'momentumSchedule');
  const schedule = scheduleOverRunText(t, over);
  if (scheduleById(lane.momentumSchedule.id).replacesBase)
    return t('results.summary.momentumBy', { name, schedule });
  const value = valueOverRunText(t, hyperparamOverRun(lane, key));
  return over.start === 'constant' && over.edits.length === 0
    ? t('results.summary.momentum', { name, value })
    : t('results.summary.momentumScheduled', { name, value, schedule });
}

/** As text, so that the page is drawn anew only when it reads differently. */
function speedText(t: Translator, msPerStep: number | null): string {
  if (msPerStep === null) return '–';
  return t('results.summary.speed', {
    rate: t.format.rate(1000 / msPerStep),
    time: t.format.stepTime(msPerStep),
  });
}

/** What became of the target: of the run that is shown, and how many seeds decided and reached it. */
function outcomeOf(run: AppState['run'], index: number) {
  const { targetStep, divergence, test } = laneRun(run, index);
  const { decided, reached } = standingsNow(run, 0).find(({ lane }) => lane === index)?.seeds ?? noSeeds;
  const { target } = run.displaySpec.training;
  const divergedAt = divergence?.step ?? null;
  return { target, targetStep, divergedAt, isTested: test !== null, decided, reached };
}

const noSeeds = { decided: 0, reached: 0 };
