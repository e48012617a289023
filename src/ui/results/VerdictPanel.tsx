import { useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { Verdict } from '../../race/verdict.ts';
import { useApp } from '../../store/app.ts';
import { verdictNow } from '../../store/standings.ts';
import { PairStrips } from './PairStrips.tsx';
import { VerdictActions } from './VerdictActions.tsx';
import { VerdictBadges } from './VerdictBadges.tsx';
import { VerdictLooks } from './VerdictLooks.tsx';
import classes from './VerdictPanel.module.css';
import type { Phrase, RaceWords } from './verdictWords.ts';
import { precisionText, raceWords, resultText, verdictTitle, verdictWhy } from './verdictWords.ts';

/** What a race shows, said as plainly where it shows nothing; how that was decided, and what makes it fair. */
export function VerdictPanel() {
  const verdict = useApp(({ run }) => verdictNow(run));
  const lanes = useApp(({ run }) => run.displaySpec.lanes);
  const specs = useApp(({ run }) => run.replaySpec.lanes);
  const rest = useApp(
    useShallow(({ run }) => {
      const { names: _, ...words } = raceWords(run);
      return words;
    }),
  );
  const [isAll, setAll] = useState(false);
  const words: RaceWords = { names: lanes.map(({ name }) => name), ...rest };
  const { names } = words;
  const first = firstPairs(verdict);
  const precision = precisionText(verdict, words);
  return (
    <section className={classes.layout} aria-label="Verdict">
      <div className={classes.words}>
        <VerdictBadges verdict={verdict} specs={specs} />
        <h3 className={classes.claim}>{verdictTitle(verdict, words)}</h3>
        <p className={classes.why}>
          <Words phrase={verdictWhy(verdict, words)} />
        </p>
        <How verdict={verdict} words={words} />
        {words.isOver && (
          <VerdictActions
            kind={verdict.kind}
            hiddenPairs={verdict.pairs.length - first.length}
            isAll={isAll}
            onAll={setAll}
          />
        )}
      </div>
      {verdict.pairs.length > 0 && verdict.kind !== 'nobody' && (
        <div className={classes.pairs}>
          <PairStrips verdict={verdict} names={names} pairs={isAll ? verdict.pairs : first} />
          {precision !== '' && <p className={classes.note}>{precision}</p>}
        </div>
      )}
    </section>
  );
}

/** All pairs of up to three lanes, or where nobody leads; else the leader's, which come first. */
function firstPairs({ pairs, comparisons, leader }: Verdict) {
  if (comparisons <= 3 || leader === null) return pairs;
  return pairs.filter(({ lane }) => lane.lane === leader);
}

function Words({ phrase }: { readonly phrase: Phrase }) {
  return phrase.map((part, i) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one sentence have no other name than their place
    typeof part === 'string' ? part : <b key={i}>{part.figure}</b>,
  );
}

/** Test, result and looks; nothing before the first look. */
function How({ verdict, words }: { readonly verdict: Verdict; readonly words: RaceWords }) {
  const result = resultText(verdict, words);
  if (result === null) return null;
  return (
    <dl className={classes.how}>
      <dt>Test</dt>
      <dd>Exact Wilcoxon signed-rank test, seed by seed</dd>
      <dt>Result</dt>
      <dd>
        {result.result} <span className={classes.needed}>{result.needed}</span>
      </dd>
      <dt>Looks</dt>
      <dd>
        <VerdictLooks looks={verdict.looks} kind={verdict.kind} />
      </dd>
    </dl>
  );
}
