import { formatLoss, formatPercent, formatWhole } from '../../core/format.ts';
import { datasetOf } from '../../data/index.ts';
import { hyperparamOverRun, scheduleOverRun } from '../../experiment/run-differences.ts';
import type { LaneSpec } from '../../experiment/schema.ts';
import { adapterText } from '../../messages/adapter.ts';
import { scheduleOverRunText, valueOverRunText } from '../../messages/differences.ts';
import { hyperparamLabel } from '../../messages/optimizers.ts';
import type { Translator } from '../../messages/translator.ts';
import { optimizerById } from '../../optim/index.ts';
import { scheduleById } from '../../optim/schedules/index.ts';
import { useApp } from '../../store/app.ts';
import { laneAtRate, laneRun, latestRace } from '../../store/rounds.ts';
import { standingsNow } from '../../store/standings.ts';
import type { AppState } from '../../store/state.ts';
import { rate, stepTime } from '../figures.ts';
import { useMessages } from '../language.ts';
import { total } from './confusion.ts';
import { evaluationShown, seedShown } from './evaluationShown.ts';
import classes from './ResultSummary.module.css';
import { targetWords } from './targetWords.ts';

/** A lane's figures of the test set, once; before that the latest of the validation split in their place. */
export function ResultSummary({ lane }: { readonly lane: number }) {
  const evaluation = useApp(({ run }) => evaluationShown(laneRun(run, lane)));
  const seed = useApp(({ run }) => seedShown(run, lane));
  const verdict = useApp((state) => verdictText(state, lane));
  const isTest = evaluation?.split === 'test';
  const set = isTest ? 'Test' : 'Validation';
  return (
    <div className={classes.layout}>
      <div className={classes.figures}>
        <Figure
          label={`${set} accuracy`}
          value={evaluation === null ? '–' : formatPercent(evaluation.accuracy)}
        />
        <Figure label={`${set} loss`} value={evaluation === null ? '–' : formatLoss(evaluation.loss)} />
        <p className={classes.on}>
          {evaluation === null
            ? ''
            : `on ${formatWhole(total(evaluation.confusion))} pictures it never trained on, after ${formatWhole(evaluation.step)} steps${seed === null ? '' : ` of seed ${formatWhole(seed)}`}`}
        </p>
        <p className={classes.verdict}>{verdict}</p>
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
  const adapter = useApp(({ adapter: pageAdapter, imported }) => imported?.adapter ?? pageAdapter);
  const optimizer = useApp(({ run }) => optimizerText(t, run, lane));
  const speed = useApp(({ run }) => speedText(run.msPerStep));
  const dataset = datasetOf(spec.data);
  const trained = Math.min(
    spec.data.trainCount ?? Number.POSITIVE_INFINITY,
    (dataset?.trainCount ?? 0) - spec.data.validation,
  );
  return (
    <dl className={classes.facts}>
      <dt>Trained on</dt>
      <dd>
        {formatWhole(trained)} pictures of {dataset?.name ?? spec.data.id}, {formatWhole(spec.data.batchSize)}{' '}
        a step
      </dd>
      <dt>Network</dt>
      <dd>{model === null ? '–' : `${model.title}, ${formatWhole(model.parameters)} parameters`}</dd>
      <dt>Optimizer</dt>
      <dd>{optimizer}</dd>
      <dt>Adapter</dt>
      <dd>{adapterText(t, adapter)}</dd>
      <dt>Mean speed</dt>
      <dd title="Of training alone, at full speed: without the first step, evaluation and pauses">{speed}</dd>
    </dl>
  );
}

/** The lane as it ran last, and at which seed. */
function optimizerText(t: Translator, run: AppState['run'], index: number): string {
  const latest = latestRace(run, index);
  const entry = latest?.round.round.lanes[latest.position];
  const laneSpec = run.displaySpec.lanes[index];
  if (!laneSpec) return '–';
  const lane = laneAtRate(laneSpec, entry?.lr);
  const facts = {
    lane: lane.name,
    lr: valueOverRunText(t, hyperparamOverRun(lane, 'lr')),
    schedule: scheduleOverRunText(t, scheduleOverRun(lane, 'lrSchedule')),
    seed: String(latest?.round.round.seed ?? run.displaySpec.seed),
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
function speedText(msPerStep: number | null): string {
  return msPerStep === null ? '–' : `${rate(1000 / msPerStep)} steps/s, ${stepTime(msPerStep)} a step`;
}

function verdictText({ run }: AppState, index: number): string {
  const { targetStep, divergence, test } = laneRun(run, index);
  const standing = standingsNow(run, 0).find(({ lane }) => lane === index);
  return targetWords({
    seed: seedShown(run, index),
    target: run.displaySpec.training.target,
    targetStep,
    divergedAt: divergence?.step ?? null,
    isTested: test !== null,
    seeds: standing?.seeds ?? { decided: 0, reached: 0 },
  });
}
