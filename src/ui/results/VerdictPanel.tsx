import { useApp } from '../../store/app.ts';
import { heatsOf } from '../../store/heats.ts';
import { verdictNow } from '../../store/standings.ts';
import { CopyLinkButton } from './CopyLinkButton.tsx';
import { ExportButtons } from './ExportButtons.tsx';
import { MoreSeeds } from './MoreSeeds.tsx';
import { PairRatios } from './PairRatios.tsx';
import { VerdictBadges } from './VerdictBadges.tsx';
import classes from './VerdictPanel.module.css';
import { mediansText, shortHash, splitVerdict } from './verdictParts.ts';
import { WallTime } from './WallTime.tsx';

/** What a race shows, said as plainly where it shows nothing; and what makes it fair. */
export function VerdictPanel() {
  const run = useApp((state) => state.run);
  const verdict = verdictNow(run);
  const { claim, rest } = splitVerdict(verdict);
  const leftOut = verdict.leftOut.flatMap((lane) => run.spec.lanes[lane]?.name ?? []);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={classes.layout} tabIndex={0} aria-label="Verdict">
      <div className={classes.words}>
        <VerdictBadges badges={verdict.badges} />
        <h3 className={classes.claim}>{claim}</h3>
        {rest === '' ? null : (
          <p className={classes.rest}>{[`${rest}.`, mediansText(verdict) ?? []].flat().join(' ')}</p>
        )}
        {leftOut.length === 0 ? null : (
          <p className={classes.rest}>Stopped by hand and not compared: {leftOut.join(', ')}.</p>
        )}
        <MoreSeeds kind={verdict.kind} />
        <div className={classes.foot}>
          <ExportButtons />
          <CopyLinkButton />
          <Hashes />
          <WallTime />
        </div>
      </div>
      <div className={classes.pairs}>
        {verdict.pairs.map((pair) => (
          <PairRatios key={pair.reference.lane} pair={pair} isSaid={pair.text === verdict.text} />
        ))}
        {verdict.pairs.length > 0 && (
          <p className={classes.note}>One ring a seed: steps of the first lane ÷ steps of the second.</p>
        )}
      </div>
    </section>
  );
}

/** That the lanes began alike and saw the same. */
function Hashes() {
  const hashes = useApp(({ run }) => heatsOf(run, 'race')[0]?.end?.hashes ?? null);
  if (hashes === null) return null;
  return (
    <p
      className={classes.hashes}
      title="sha256 of the first seed’s initial weights, and of its batches’ order"
    >
      Same weights <code>{shortHash(hashes.init)}</code> Same batches <code>{shortHash(hashes.batches)}</code>
    </p>
  );
}
