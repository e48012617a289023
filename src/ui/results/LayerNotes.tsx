import { Anchor } from '@mantine/core';
import { TriangleAlert } from 'lucide-react';
import { noteTexts } from '../../messages/diagnostics.ts';
import { joinSentences, sentenceGap } from '../../messages/sentences.ts';
import type { DiagnosticNote } from '../../nn/diagnostics/diagnostic-notes.ts';
import { useApp } from '../../store/app.ts';
import { laneLayerStatistics, laneNotes, notedLanes } from '../../store/layer-statistics.ts';
import { laneRun } from '../../store/rounds.ts';
import { useMessages } from '../kit/language.ts';
import { useFrame } from '../kit/useFrame.ts';
import classes from './LayerNotes.module.css';
import { wellText } from './layersText.ts';

interface Props {
  readonly lane: number;
  /** Called with the style index of another lane, which is to be shown. */
  readonly onPick: (styleIndex: number) => void;
}

/** What is wrong with a lane's layers, in plain words, with what helps; or that nothing is, and of which lane there is. */
export function LayerNotes({ lane, onPick }: Props) {
  const t = useMessages();
  useFrame('figures'); // as the mark beside the name of the tab
  const run = useApp((state) => state.run);
  const notes = laneNotes(run, lane);
  const others = notedLanes(run).filter((other) => other !== lane);
  const diverged = laneRun(run, lane).divergence?.step ?? null;
  const isImported = useApp(({ imported }) => imported !== null);
  const step = laneLayerStatistics(run, lane)?.steps.at(-1);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={classes.notes} tabIndex={0} aria-label={t('results.layers.notes')}>
      {notes.map((note) => (
        <div key={note.kind} className={classes.note} data-kind={note.kind}>
          <TriangleAlert className={classes.mark} size={14} strokeWidth={2} aria-hidden="true" />
          <NoteText note={note} />
        </div>
      ))}
      {notes.length === 0 && !isImported && <p className={classes.well}>{wellText(t, step, diverged)}</p>}
      {others.map((other) => {
        const { name = '', styleIndex = other } = run.displaySpec.lanes[other] ?? {};
        return (
          <p key={styleIndex}>
            <Anchor component="button" type="button" size="xs" onClick={() => onPick(styleIndex)}>
              {t('results.layers.seeNote', { lane: name })}
            </Anchor>
          </p>
        );
      })}
    </section>
  );
}

function NoteText({ note }: { readonly note: DiagnosticNote }) {
  const t = useMessages();
  const { fact, figures, advice } = noteTexts(t, note);
  return (
    <p>
      <b>{fact}</b>
      {sentenceGap(t)}
      {joinSentences(t, figures, advice)}
    </p>
  );
}
