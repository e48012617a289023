import { useSyncExternalStore } from 'react';
import { formatLoss, formatPercent, formatValue, formatWhole, withUnit } from '../../core/format.ts';
import { findDataset } from '../../data/index.ts';
import { useApp } from '../../store/app.ts';
import { seriesStore } from '../../store/series.ts';
import type { AppState } from '../../store/state.ts';
import { stepTime } from '../figures.ts';
import { adapterDetail, adapterTitle } from '../frame/adapterNames.ts';
import { total } from './confusion.ts';
import { evaluationShown } from './evaluationShown.ts';
import classes from './ResultSummary.module.css';

/** The figures of the test set, once; before that the latest of the validation split in their place. */
export function ResultSummary() {
  const evaluation = useApp(({ run }) => evaluationShown(run));
  const verdict = useApp(verdictText);
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
            : `on ${formatWhole(total(evaluation.confusion))} pictures it never trained on, after ${formatWhole(evaluation.step)} steps`}
        </p>
        <p className={classes.verdict}>{verdict}</p>
      </div>
      <Facts />
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

function Facts() {
  const spec = useApp((state) => state.spec);
  const model = useApp(({ run }) => run.model);
  const adapter = useApp((state) => state.adapter);
  const msPerStep = useSyncExternalStore(seriesStore.subscribe, meanStepTime);
  const dataset = findDataset(spec.data.id);
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
      <dd>{optimizerText(spec)}</dd>
      <dt>Adapter</dt>
      <dd>{[adapterTitle(adapter), adapterDetail(adapter)].filter((part) => part !== '').join(', ')}</dd>
      <dt>Time a step</dt>
      <dd>{msPerStep}</dd>
    </dl>
  );
}

function optimizerText(spec: AppState['spec']): string {
  const lane = spec.lanes[0];
  if (!lane) return '–';
  const { optimizer, lrSchedule, events, name } = lane;
  const momentum = optimizer.momentum === undefined ? '' : `, momentum ${optimizer.momentum}`;
  const moved =
    events.length === 0
      ? ''
      : `, moved ${events.length === 1 ? 'once' : `${formatWhole(events.length)} times`}`;
  return `${name}, lr ${optimizer.lr} ${lrSchedule.id}${momentum}${moved}, seed ${spec.seed}`;
}

/** As text, so that the page is drawn anew only when it reads differently. */
function meanStepTime(): string {
  const { elapsedMs } = seriesStore.lane(0);
  return elapsedMs.length === 0 ? '–' : stepTime(elapsedMs.at(elapsedMs.length - 1) / elapsedMs.length);
}

function verdictText({ run, spec }: AppState): string {
  const lane = run.lanes[0];
  const { target } = spec.training;
  if (lane?.divergence) return `Diverged at step ${formatWhole(lane.divergence.step)}.`;
  const goal =
    target?.metric === 'validationAccuracy'
      ? withUnit(formatValue(target.value * 100), '%')
      : `loss ${target?.value}`;
  const reached =
    lane?.targetStep == null ? '' : `${goal} on validation at step ${formatWhole(lane.targetStep)}. `;
  if (run.test === null) return `${reached}The test set is looked at once, at the end.`;
  if (reached !== '' || target === null) return reached;
  return `The target of ${goal} on validation was not reached.`;
}
