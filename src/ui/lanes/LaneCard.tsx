import { useId, useState } from 'react';
import type { LaneSpec } from '../../experiment/schema.ts';
import { optimizerById } from '../../optim/index.ts';
import type { Parameter } from '../../optim/parameter.ts';
import { useApp } from '../../store/app.ts';
import { laneAtRate } from '../../store/rounds.ts';
import { chosenRate } from '../../store/tuning.ts';
import { highlightProps } from '../kit/lane/highlightedLane.ts';
import { laneStyle, styleVariables } from '../kit/lane/laneStyle.ts';
import { StateBadge } from '../kit/lane/StateBadge.tsx';
import { SwatchButton } from '../kit/lane/SwatchButton.tsx';
import { AgainNote } from './AgainNote.tsx';
import { FoldButtons } from './FoldButtons.tsx';
import { useCardFolding } from './folding.ts';
import { HyperparamControl } from './HyperparamControl.tsx';
import { IssueNote } from './IssueNote.tsx';
import classes from './LaneCard.module.css';
import { LaneLoss } from './LaneLoss.tsx';
import { LaneMenu } from './LaneMenu.tsx';
import { LaneName } from './LaneName.tsx';
import { laneParts, usesMore } from './laneParts.ts';
import { MoreControls } from './MoreControls.tsx';
import { OptimizerMenu } from './OptimizerMenu.tsx';
import { OptionsGroup } from './OptionsGroup.tsx';
import { ShortNote } from './ShortNote.tsx';
import { StabilityGroup } from './StabilityGroup.tsx';
import { Swatch } from './Swatch.tsx';
import { TunedNote } from './TunedNote.tsx';
import { useLaneEdit } from './useLaneEdit.ts';

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
          <span className={classes.name}>{lane.name}</span>
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
      <IssueNote lane={index} />
      <ShortNote lane={index} />
    </section>
  );
}
