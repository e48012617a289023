import { Switch } from '@mantine/core';
import { TriangleAlert } from 'lucide-react';
import { useMemo, useState } from 'react';
import { totalStepsOf } from '../../experiment/length.ts';
import { defaultTiming } from '../../experiment/race-schema.ts';
import { confounderText, plannedEditsText, unfinishedText } from '../../messages/confounders.ts';
import { confoundersOf, editedLanes } from '../../race/confounders.ts';
import { unfinishedSchedules } from '../../race/unfinished-schedules.ts';
import { useApp } from '../../store/app.ts';
import { editPart } from '../kit/edit.ts';
import { Field } from '../kit/Field.tsx';
import type { FieldError } from '../kit/FieldError.tsx';
import { useMessages } from '../kit/language.ts';
import { SettingsDrawer } from '../kit/SettingsDrawer.tsx';
import { ModeField } from './ModeField.tsx';
import classes from './RaceDrawer.module.css';
import { SeedCountField, SeedField } from './SeedFields.tsx';
import { costText } from './summaries.ts';
import { TargetField } from './TargetField.tsx';
import { TuningFields } from './TuningFields.tsx';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** How lanes are compared: what is searched beforehand, over which seeds, to what target; and what that costs. */
export function RaceDrawer({ opened, onClose }: Props) {
  const isFair = useApp(({ spec }) => spec.race.mode === 'fair');
  return (
    <SettingsDrawer part="race" opened={opened} onClose={onClose}>
      <ModeField />
      <ConfoundersNote />
      <RaceCost />
      {isFair ? <TuningFields /> : null}
      <TargetField />
      <SeedCountField />
      <SeedField />
      <TimingField />
    </SettingsDrawer>
  );
}

/** What the race comes to, before it is begun. */
function RaceCost() {
  const t = useMessages();
  const sum = useApp(({ spec }) => costText(t, spec)?.sum ?? null);
  const total = useApp(({ spec }) => costText(t, spec)?.total ?? null);
  return (
    <Field label={t('settings.cost.label')}>
      {sum === null ? (
        <span>{t('settings.cost.endless')}</span>
      ) : (
        <span className={classes.cost}>
          {sum}
          <span className={classes.total}>{total}</span>
        </span>
      )}
    </Field>
  );
}

/** What lanes do not have alike though a fair race has it in common, and what it has no room for: said before the race, as the verdict says it after. */
function ConfoundersNote() {
  const t = useMessages();
  const lanes = useApp(({ spec }) => spec.lanes);
  const totalSteps = useApp(({ spec }) => totalStepsOf(spec));
  const confounders = useMemo(() => {
    const names = lanes.map(({ name }) => name);
    const edited = editedLanes(lanes);
    return [
      ...confoundersOf(lanes).map((of) => ({ id: of.id as string, text: confounderText(t, of, names) })),
      ...unfinishedSchedules(lanes, totalSteps).map((of, i) => ({
        id: `unfinished${i}`,
        text: unfinishedText(t, of, names),
      })),
      ...(edited.length === 0 ? [] : [{ id: 'edits', text: plannedEditsText(t, edited, names) }]),
    ];
  }, [lanes, totalSteps, t]);
  return confounders.map(({ id, text }) => (
    <p key={id} className={classes.note}>
      <TriangleAlert size={14} strokeWidth={1.75} aria-hidden="true" />
      <span>{text}</span>
    </p>
  ));
}

/** Whether the lanes are timed after the race, one after another. */
function TimingField() {
  const t = useMessages();
  const timing = useApp(({ spec }) => spec.race.timing);
  const [error, setError] = useState<FieldError | null>(null);
  const { warmup, steps } = timing ?? defaultTiming;
  return (
    <Field
      label={t('settings.timing.label')}
      help={t('settings.timing.help', { warmup: t.format.whole(warmup), steps: t.format.whole(steps) })}
      error={error}
    >
      <Switch
        size="xs"
        label={t('settings.timing.switch')}
        checked={timing !== null}
        onChange={({ currentTarget }) =>
          setError(editPart('race', 'timing', currentTarget.checked ? defaultTiming : null))
        }
      />
    </Field>
  );
}
