import { useId, useState } from 'react';
import type { LaneSpec } from '../../experiment/schema.ts';
import { optimizerById } from '../../optim/index.ts';
import type { Parameter } from '../../optim/parameter.ts';
import { laneAtRate } from '../../race/round-lanes.ts';
import { useApp } from '../../store/app.ts';
import { laneIssue } from '../../store/lane-issue.ts';
import { isOver, laneSeries, latestRace } from '../../store/rounds.ts';
import { lossBand, useSeeds } from '../../store/seeds.ts';
import { smoothed } from '../../store/smoothing.ts';
import { chosenRate } from '../../store/tuning.ts';
import { deferred } from '../kit/deferred.tsx';
import { highlightProps } from '../kit/lane/highlightedLane.ts';
import { laneStyle, styleVariables } from '../kit/lane/laneStyle.ts';
import { StateBadge } from '../kit/lane/StateBadge.tsx';
import { SwatchButton } from '../kit/lane/SwatchButton.tsx';
import { useMessages } from '../kit/language.ts';
import { useFrame } from '../kit/useFrame.ts';
import { AgainNote } from './AgainNote.tsx';
import { FoldButtons } from './FoldButtons.tsx';
import { useCardFolding } from './folding.ts';
import { HyperparamControl } from './HyperparamControl.tsx';
import classes from './LaneCard.module.css';
import { LaneMenu } from './LaneMenu.tsx';
import { LaneName } from './LaneName.tsx';
import { laneParts, usesMore } from './laneParts.ts';
import { MoreControls } from './MoreControls.tsx';
import { OptimizerMenu } from './OptimizerMenu.tsx';
import { OptionsGroup } from './OptionsGroup.tsx';
import { StabilityGroup } from './StabilityGroup.tsx';
import { TunedNote } from './TunedNote.tsx';
import { useLaneEdit } from './useLaneEdit.ts';

const IssueNote = deferred(async () => (await import('./IssueNote.tsx')).IssueNote);
const ShortNote = deferred(async () => (await import('./ShortNote.tsx')).ShortNote);

/** A lane: its line, its optimizer, how it stands, and the controls that act while it runs. Lanes count from 0. */
export function LaneCard({ lane }: { readonly lane: number }) {
  const spec = useApp((state) => state.spec.lanes[lane]);
  return spec === undefined ? null : <Card index={lane} lane={spec} />;
}

function Card({ index, lane }: { readonly index: number; readonly lane: LaneSpec }) {
  const { now: set, change, hasEditedRate } = useLaneEdit(index, lane);
  const isAsRaced = useApp(({ run }) => run.displaySpec.lanes[index]?.optimizer.lr === lane.optimizer.lr);
  const chosen = useApp(({ run }) => chosenRate(run, index));
  // as it runs, and as it raced until another rate is set
  const now = chosen !== null && isAsRaced && !hasEditedRate ? laneAtRate(set, chosen) : set;
  const hasIssue = useApp(({ run }) => laneIssue(run, index) !== null);
  const isRaceOver = useApp(({ run }) => isOver(run));
  const optimizer = optimizerById(lane.optimizer.id);
  const { always, more, options } = laneParts(now);
  const headingId = useId();
  const [isRenaming, setRenaming] = useState(false);
  const folding = useCardFolding(lane.styleIndex);
  const { isOpen } = folding;

  const control = (parameter: Parameter) => (
    <HyperparamControl key={parameter.key} index={index} lane={now} parameter={parameter} change={change} />
  );
  return (
    <section
      className={classes.card}
      data-folded={!isOpen || undefined}
      aria-labelledby={headingId}
      style={styleVariables(laneStyle(lane.styleIndex))}
      {...highlightProps(lane.styleIndex)}
    >
      <h2 id={headingId} className={classes.hidden}>
        {lane.name}
      </h2>
      <div className={classes.head}>
        <SwatchButton lane={index} name={lane.name} styleIndex={lane.styleIndex}>
          <Swatch styleIndex={lane.styleIndex} />
        </SwatchButton>
        {isOpen ? <OptimizerMenu index={index} lane={now} /> : null}
        {isOpen || isRenaming ? null : <span className={classes.title}>{lane.name}</span>}
        {isRenaming ? <LaneName index={index} lane={lane} onDone={() => setRenaming(false)} /> : null}
        {isRenaming || !isOpen || lane.name === optimizer.name ? null : (
          <span className={classes.name} title={lane.name}>
            {lane.name}
          </span>
        )}
        <span className={classes.state}>
          <LaneLoss lane={index} />
          <StateBadge lane={index} isBrief />
          {folding.folds ? <FoldButtons lane={lane} folding={folding} /> : null}
          <LaneMenu index={index} lane={lane} onRename={() => setRenaming(true)} />
        </span>
      </div>
      {isOpen && (
        <>
          {always.map(control)}
          <MoreControls index={index} open={usesMore(now)} guarded={now.guard !== null}>
            {more.map(control)}
            {options.length === 0 ? null : <OptionsGroup index={index} lane={now} options={options} />}
            <StabilityGroup index={index} lane={now} change={change} />
          </MoreControls>
          <TunedNote lane={index} />
          <AgainNote index={index} lane={lane} />
        </>
      )}
      {hasIssue ? <IssueNote lane={index} /> : null}
      {isRaceOver ? <ShortNote lane={index} /> : null}
    </section>
  );
}

/** The lane's loss now as its curve ends: smoothed, and of several seeds their median; empty before the first step. */
function LaneLoss({ lane }: { readonly lane: number }) {
  const t = useMessages();
  useFrame('figures'); // as the label at the end of the curve
  const smoothing = useApp(({ view }) => view.smoothing);
  const series = useApp(({ run }) => laneSeries(run, lane));
  const band = lossBand(useSeeds()?.lanes[lane] ?? [], smoothing);
  const smoothedLoss = series === null ? undefined : smoothed(series, series.loss.values, smoothing);
  const loss = (band?.median ?? smoothedLoss)?.at(-1);
  const seed = useApp(({ run }) =>
    run.displaySpec.seeds > 1 ? latestRace(run, lane)?.round.seed : undefined,
  );
  if (loss === undefined) return <span className={classes.loss} />;
  return (
    <span className={classes.loss} title={tip()}>
      {t.rich('lanes.card.loss', {
        loss: t.format.measured(loss),
        hidden: (parts) => <span className={classes.hidden}>{parts}</span>,
      })}
    </span>
  );

  function tip(): string {
    if (band !== null) return t('lanes.card.medianLossTip', { seeds: t.format.whole(band.n) });
    if (seed === undefined) return t('lanes.card.lossTip');
    return t('lanes.card.lossOfSeedTip', { seed: t.format.whole(seed) });
  }
}

/** The lane's line as the charts draw it, long enough to tell its dash from the others. Styles count from 0. */
function Swatch({ styleIndex }: { readonly styleIndex: number }) {
  return (
    <svg
      className={classes.swatch}
      style={styleVariables(laneStyle(styleIndex))}
      viewBox="0 0 28 12"
      aria-hidden="true"
    >
      <line x1="0" x2="28" y1="6" y2="6" />
    </svg>
  );
}
