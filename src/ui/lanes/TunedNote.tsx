import { allDivergedText } from '../../messages/search.ts';
import type { Translator } from '../../messages/translator.ts';
import { allDiverged } from '../../race/sweep.ts';
import { useApp } from '../../store/app.ts';
import { isOver } from '../../store/rounds.ts';
import type { RunSlice } from '../../store/state.ts';
import { choicesNow, chosenRate, triesOf } from '../../store/tuning.ts';
import { SetRate } from '../kit/lane/SetRate.tsx';
import { useMessages } from '../kit/language.ts';
import classes from './TunedNote.module.css';

/** The learning rate that the search chose for a lane, once it races; at the end the lane can be set to it. */
export function TunedNote({ lane }: { readonly lane: number }) {
  const t = useMessages();
  const text = useApp(({ run }) => tunedText(t, run, lane));
  const lr = useApp(({ run }) => chosenRate(run, lane));
  if (text === null) return null;
  return (
    <div className={classes.note}>
      <p>{text}</p>
      {lr === null ? null : <SetRate lane={lane} lr={lr} className={classes.set} />}
    </div>
  );
}

function tunedText(t: Translator, run: RunSlice, lane: number): string | null {
  const lr = chosenRate(run, lane);
  const tried = triesOf(run, lane).begun;
  if (tried === 0) return null;
  if (lr !== null) {
    const { tried: before = 0 } = run.displaySpec.lanes[lane] ?? {};
    const params = {
      over: isOver(run) ? 'yes' : 'no',
      rate: t.format.chosen(lr),
      tried: t.format.whole(tried),
    };
    if (before === 0) return t('lanes.tuned.rate', params);
    return t('lanes.tuned.rateBefore', { ...params, before: t.format.whole(before) });
  }
  const [choice, name] = [choicesNow(run)[lane], run.displaySpec.lanes[lane]?.name];
  const rates = choice ? allDiverged(choice) : null;
  return rates && name !== undefined ? allDivergedText(t, rates, name) : null;
}
