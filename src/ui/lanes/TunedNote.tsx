import { formatValue } from '../../core/format.ts';
import { allDivergedText } from '../../race/sweep.ts';
import { useApp } from '../../store/app.ts';
import { isOver } from '../../store/heats.ts';
import type { RunSlice } from '../../store/state.ts';
import { choicesNow, chosenRate, triesOf } from '../../store/tuning.ts';
import classes from './TunedNote.module.css';

/** The learning rate that the search chose for a lane, once it races. */
export function TunedNote({ lane }: { readonly lane: number }) {
  const text = useApp(({ run }) => tunedText(run, lane));
  return text === null ? null : <p className={classes.note}>{text}</p>;
}

function tunedText(run: RunSlice, lane: number): string | null {
  const lr = chosenRate(run, lane);
  const tried = triesOf(run, lane).begun;
  if (tried === 0) return null;
  if (lr !== null)
    return `${isOver(run) ? 'Raced' : 'Races'} at lr ${formatValue(lr)}, the best of ${tried} tried`;
  const [choice, name] = [choicesNow(run)[lane], run.spec.lanes[lane]?.name];
  return choice && name !== undefined ? allDivergedText(name, choice) : null;
}
