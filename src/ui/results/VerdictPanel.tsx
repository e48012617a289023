import { useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { Phrase } from '../../messages/phrase.ts';
import type { RaceNames } from '../../messages/verdict.ts';
import { headlineText, precisionText, reasonsPhrase, testText } from '../../messages/verdict.ts';
import { badgeFacts } from '../../race/badge-facts.ts';
import { headlineOf, reasonsOf } from '../../race/conclusion.ts';
import { precisionOf, testResult } from '../../race/test-result.ts';
import type { Verdict } from '../../race/verdict.ts';
import { useApp } from '../../store/app.ts';
import { isOver } from '../../store/rounds.ts';
import { verdictNow } from '../../store/verdict.ts';
import { laneStyle, styleVariables } from '../kit/lane/laneStyle.ts';
import { useMessages } from '../kit/language.ts';
import { PairStrips } from './PairStrips.tsx';
import { VerdictActions } from './VerdictActions.tsx';
import { VerdictBadges } from './VerdictBadges.tsx';
import classes from './VerdictPanel.module.css';

/** What a race shows, said as plainly where it shows nothing; how that was decided, and what makes it fair. */
export function VerdictPanel() {
  const t = useMessages();
  const verdict = useApp(({ run }) => verdictNow(run));
  const lanes = useApp(({ run }) => run.displaySpec.lanes);
  const specs = useApp(({ run }) => run.replaySpec.lanes);
  const { target, evalEvery } = useApp(({ run }) => run.displaySpec.training);
  const status = useApp(useShallow(({ run }) => ({ planned: run.displaySpec.seeds, isOver: isOver(run) })));
  const [isAll, setAll] = useState(false);
  const names = lanes.map(({ name }) => name);
  const race: RaceNames = { lanes: names, target };
  const first = firstPairs(verdict);
  const precision = precisionText(t, precisionOf(verdict, evalEvery));
  return (
    <section className={classes.layout} aria-label={t('verdict.label')}>
      <div className={classes.words}>
        <VerdictBadges badges={badgeFacts(verdict, specs)} names={names} />
        <h3 className={classes.claim}>{headlineText(t, headlineOf(verdict, status), race)}</h3>
        <p className={classes.why}>
          <Words phrase={reasonsPhrase(t, reasonsOf(verdict, status, names.length), race)} />
        </p>
        <How verdict={verdict} race={race} />
        {status.isOver && (
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
function How({ verdict, race }: { readonly verdict: Verdict; readonly race: RaceNames }) {
  const t = useMessages();
  const outcome = testResult(verdict);
  if (outcome === null) return null;
  const { result, needed } = testText(t, outcome, race);
  return (
    <dl className={classes.how}>
      <dt>{t('verdict.how.test')}</dt>
      <dd>{t('verdict.how.wilcoxon')}</dd>
      <dt>{t('verdict.how.result')}</dt>
      <dd>
        {result} <span className={classes.needed}>{needed}</span>
      </dd>
      <dt>{t('verdict.how.looks')}</dt>
      <dd>
        <VerdictLooks looks={verdict.looks} kind={verdict.kind} />
      </dd>
    </dl>
  );
}

/** The looks at a race as dots: open, decided, still to come. What later seeds have reopened is shown as open. */
function VerdictLooks({ looks, kind }: Pick<Verdict, 'looks' | 'kind'>) {
  const t = useMessages();
  const lanes = useApp(({ run }) => run.displaySpec.lanes);
  return (
    <ol className={classes.looks} aria-label={t('verdict.look.label')}>
      {looks.map(({ seeds, outcome, lane }) => {
        const spec = lane === null ? undefined : lanes[lane];
        const isDecided = outcome === 'decided' && kind === 'winner';
        return (
          <li
            key={seeds}
            data-outcome={isDecided || outcome === 'notTaken' ? outcome : 'open'}
            style={isDecided && spec ? styleVariables(laneStyle(spec.styleIndex)) : undefined}
          >
            {isDecided
              ? t('verdict.look.seedsDecided', { seeds: t.format.whole(seeds), lane: spec?.name ?? '' })
              : t(outcome === 'notTaken' ? 'verdict.look.seeds' : 'verdict.look.seedsOpen', {
                  seeds: t.format.whole(seeds),
                })}
          </li>
        );
      })}
    </ol>
  );
}
