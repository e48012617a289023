import { TriangleAlert } from 'lucide-react';
import { useMemo } from 'react';
import { totalStepsOf } from '../../experiment/length.ts';
import { confoundersOf, editedLanes } from '../../race/confounders.ts';
import { unfinishedSchedules } from '../../race/unfinished-schedules.ts';
import { useApp } from '../../store/app.ts';
import { useMessages } from '../language.ts';
import { editsText } from '../results/badgeWords.ts';
import classes from './ConfoundersNote.module.css';

/** What lanes do not have alike though a fair race has it in common, and what it has no room for: said before the race, as the verdict says it after. */
export function ConfoundersNote() {
  const t = useMessages();
  const lanes = useApp(({ spec }) => spec.lanes);
  const totalSteps = useApp(({ spec }) => totalStepsOf(spec));
  const confounders = useMemo(() => {
    const edited = editedLanes(lanes).map(({ lane }) => lane);
    const edits =
      edited.length === 0
        ? []
        : [{ id: 'edits', text: t('settings.confounders.edits', { edits: editsText(lanes, edited) }) }];
    const unfinished = unfinishedSchedules(lanes, totalSteps).map((text) => ({ id: text, text }));
    return [...confoundersOf(lanes), ...unfinished, ...edits];
  }, [t, lanes, totalSteps]);
  return confounders.map(({ id, text }) => (
    <p key={id} className={classes.note}>
      <TriangleAlert size={14} strokeWidth={1.75} aria-hidden="true" />
      <span>{text}</span>
    </p>
  ));
}
