import { UnstyledButton } from '@mantine/core';
import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { useId, useState } from 'react';
import { optimizerById } from '../../optim/index.ts';
import type { Parameter } from '../../optim/parameter.ts';
import type { LaneSpec } from '../../spec/schema.ts';
import { useApp } from '../../store/app.ts';
import { laneLook, lookVariables } from '../charts/lane.ts';
import { DivergedNote } from './DivergedNote.tsx';
import { HyperControl } from './HyperControl.tsx';
import classes from './LaneCard.module.css';
import { LaneLoss } from './LaneLoss.tsx';
import { LaneMenu } from './LaneMenu.tsx';
import { LaneName } from './LaneName.tsx';
import { OptimizerMenu } from './OptimizerMenu.tsx';
import { StateBadge } from './StateBadge.tsx';
import { Swatch } from './Swatch.tsx';
import { useLaneHand } from './useLaneHand.ts';

/** A lane: its line, its optimizer, how it stands, and the controls that act while it runs. Lanes count from 0. */
export function LaneCard({ lane }: { readonly lane: number }) {
  const spec = useApp((state) => state.spec.lanes[lane]);
  return spec === undefined ? null : <Card index={lane} lane={spec} />;
}

const alwaysShown: readonly string[] = ['lr', 'momentum'];

function Card({ index, lane }: { readonly index: number; readonly lane: LaneSpec }) {
  const { now, change } = useLaneHand(index, lane);
  const optimizer = optimizerById(lane.optimizer.id);
  const shown = optimizer.hyper.filter(({ key }) => alwaysShown.includes(key));
  const more = optimizer.hyper.filter(({ key }) => !alwaysShown.includes(key));
  const headingId = useId();
  const [isRenaming, setRenaming] = useState(false);

  const control = (parameter: Parameter) => (
    <HyperControl key={parameter.key} lane={now} parameter={parameter} change={change} />
  );
  return (
    <section className={classes.card} aria-labelledby={headingId} style={lookVariables(laneLook(lane.look))}>
      <h2 id={headingId} className={classes.hidden}>
        {lane.name}
      </h2>
      <div className={classes.head}>
        <Swatch look={lane.look} />
        <OptimizerMenu index={index} lane={now} />
        {isRenaming ? <LaneName index={index} lane={lane} onDone={() => setRenaming(false)} /> : null}
        {isRenaming || lane.name === optimizer.name ? null : (
          <span className={classes.name}>{lane.name}</span>
        )}
        <span className={classes.state}>
          <LaneLoss lane={index} />
          <StateBadge lane={index} isBrief />
          <LaneMenu index={index} lane={lane} onRename={() => setRenaming(true)} />
        </span>
      </div>
      {shown.map(control)}
      {more.length === 0 ? null : (
        <More open={more.some(({ key, default: usual }) => (now.optimizer[key] ?? usual) !== usual)}>
          {more.map(control)}
        </More>
      )}
      <DivergedNote lane={index} />
    </section>
  );
}

interface MoreProps {
  /** Open at first: something in it is in use. */
  readonly open: boolean;
  readonly children: ReactNode;
}

function More({ open, children }: MoreProps) {
  const [opened, setOpened] = useState(open);
  const id = useId();
  return (
    <>
      <UnstyledButton
        className={classes.more}
        aria-expanded={opened}
        aria-controls={id}
        onClick={() => setOpened(!opened)}
      >
        {opened ? 'Less' : 'More'}
        <ChevronDown size={14} strokeWidth={1.75} aria-hidden="true" />
      </UnstyledButton>
      <div id={id} hidden={!opened}>
        {children}
      </div>
    </>
  );
}
