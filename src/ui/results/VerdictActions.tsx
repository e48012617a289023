import { ActionIcon, Button, Menu } from '@mantine/core';
import { Check, Download, Ellipsis, Link2, Plus, Rows3, Table, Timer } from 'lucide-react';
import { useState } from 'react';
import { defaultTiming } from '../../experiment/race-schema.ts';
import type { VerdictKind } from '../../race/verdict.ts';
import { useApp } from '../../store/app.ts';
import { resultFile, stepsFile } from '../../store/result-export.ts';
import { raceAgainOver } from '../../store/transport.ts';
import { editPart } from '../kit/edit.ts';
import type { FieldError } from '../kit/FieldError.tsx';
import { fieldErrorText } from '../kit/FieldError.tsx';
import { LinkFrame } from '../kit/LinkFrame.tsx';
import { useMessages } from '../kit/language.ts';
import { saveFile } from '../kit/saveFile.ts';
import { focusTrain } from '../kit/trainButton.ts';
import { useCopiedLink } from '../kit/useCopiedLink.ts';
import { moreSeeds } from './moreSeeds.ts';
import classes from './VerdictActions.module.css';
import { VerifyResult } from './VerifyResult.tsx';

const icon = { size: 15, strokeWidth: 1.75, 'aria-hidden': true } as const;

interface Props {
  readonly kind: VerdictKind;
  /** How many pairs there are beside those shown; 0 where all are. */
  readonly hiddenPairs: number;
  readonly isAll: boolean;
  readonly onAll: (isAll: boolean) => void;
}

/** What can be done with a verdict: race on to the next look, keep it, hand it on. */
export function VerdictActions({ kind, ...pairs }: Props) {
  const t = useMessages();
  const run = useApp((state) => state.run);
  const [error, setError] = useState<FieldError | null>(null);
  const more = moreSeeds(kind, run);
  const change = (next: FieldError | null): void => {
    setError(next);
    if (next === null) focusTrain();
  };
  const text = error
    ? fieldErrorText(t, error)
    : more && t(more.isFair ? 'verdict.more.fair' : 'verdict.more.quick');
  const time = t.format.roughDuration(more?.ms ?? 0);
  return (
    <div className={classes.actions}>
      <div className={classes.row}>
        {more && (
          <Button
            size="xs"
            variant={kind === 'winner' ? 'default' : 'filled'}
            leftSection={<Plus {...icon} />}
            onClick={() => {
              raceAgainOver(more.seeds);
              focusTrain();
            }}
          >
            {t(more.isFirst ? 'verdict.more.first' : 'verdict.more.next', {
              seeds: t.format.whole(more.seeds),
            })}{' '}
            <span className={classes.when}>
              {more.isTrainingAlone ? t('verdict.more.trained', { time }) : time}
            </span>
          </Button>
        )}
        <Button size="xs" leftSection={<Download {...icon} />} onClick={() => saveFile(resultFile())}>
          {t('verdict.actions.save')}
        </Button>
        <CopyLinkButton />
        <VerifyResult />
        <MoreActions {...pairs} onChange={change} />
      </div>
      {text !== null && <p role={error === null ? undefined : 'alert'}>{text}</p>}
    </div>
  );
}

interface MoreProps extends Omit<Props, 'kind'> {
  readonly onChange: (next: FieldError | null) => void;
}

/** What is wanted less often. */
function MoreActions({ hiddenPairs, isAll, onAll, onChange }: MoreProps) {
  const t = useMessages();
  const isTimed = useApp(({ run }) => run.displaySpec.race.timing !== null);
  return (
    <Menu position="bottom-end" width={235}>
      <Menu.Target>
        <ActionIcon size="md" aria-label={t('verdict.actions.more')}>
          <Ellipsis size={16} strokeWidth={1.75} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Table {...icon} />} onClick={() => saveFile(stepsFile())}>
          {t('verdict.actions.steps')}
        </Menu.Item>
        {!isTimed && (
          <Menu.Item
            leftSection={<Timer {...icon} />}
            onClick={() => onChange(editPart('race', 'timing', defaultTiming))}
          >
            {t('verdict.actions.speed')}
          </Menu.Item>
        )}
        {hiddenPairs > 0 && (
          <Menu.Item leftSection={<Rows3 {...icon} />} onClick={() => onAll(!isAll)}>
            {isAll ? t('verdict.actions.leaderPairs') : t('verdict.actions.allPairs', { pairs: hiddenPairs })}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Copies the link that runs the race again, with its live edits. */
function CopyLinkButton() {
  const t = useMessages();
  const link = useCopiedLink(true);
  return (
    <LinkFrame link={link}>
      <Button
        size="xs"
        onClick={link.copy}
        leftSection={link.said === null ? <Link2 {...icon} /> : <Check {...icon} />}
      >
        {t('verdict.actions.copy')}
      </Button>
    </LinkFrame>
  );
}
