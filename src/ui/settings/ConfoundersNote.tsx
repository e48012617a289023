import { TriangleAlert } from 'lucide-react';
import { useMemo } from 'react';
import { totalStepsOf } from '../../experiment/length.ts';
import { confounderText, plannedEditsText, unfinishedText } from '../../messages/confounders.ts';
import { confoundersOf, editedLanes } from '../../race/confounders.ts';
import { unfinishedSchedules } from '../../race/unfinished-schedules.ts';
import { useApp } from '../../store/app.ts';
import { useMessages } from '../kit/language.ts';
import classes from './ConfoundersNote.module.css';

/** What lanes do not have alike though a fair race has it in common, and what it has no room for: said before the race, as the verdict says it after. */
export function ConfoundersNote() {
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
