import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { Translator } from '../../messages/translator.ts';
import { waitText } from '../../messages/wait.ts';
import { useApp } from '../../store/app.ts';
import { roundCount } from '../../store/race-progress.ts';
import type { RunSlice } from '../../store/state.ts';
import { useMessages } from '../kit/language.ts';
import { Term } from '../kit/Term.tsx';
import { useLive } from '../kit/useFrame.ts';
import { commandLabel, commandText, isEnabled, perform } from './commands.ts';
import classes from './RunBar.module.css';
import { ElapsedTime, ProgressLine, Stat, StepCount } from './RunFigures.tsx';
import { roundText } from './roundText.ts';
import { SpeedMenu } from './SpeedMenu.tsx';

/** How far the run is, how fast it goes, and what it waits for. */
export function RunBar() {
  const t = useMessages();
  const several = useApp(({ run }) => roundCount(run.displaySpec) > 1);
  const isValidating = useLasting(useApp(({ run }) => run.evaluating === 'validation'));
  const quiet = quietText(t, useApp(useShallow(({ run }) => quietFacts(run))), isValidating);
  return (
    <section
      className={classes.bar}
      data-quiet={quiet !== '' || undefined}
      data-rounds={several || undefined}
      aria-label={t('shell.progress.name')}
    >
      <div className={classes.row}>
        <RoundStat />
        <div className={classes.steps}>
          <StepCount />
        </div>
        <Epochs className={classes.epochs} />
        <Rates />
        <ElapsedTime leftClass={classes.left} />
        {quiet === '' ? null : <span className={classes.quiet}>{quiet}</span>}
        <div className={classes.end}>
          <StopButton />
          <SpeedMenu />
        </div>
      </div>
      <div className={classes.line}>
        <ProgressLine />
      </div>
    </section>
  );
}

/** Which of a race's rounds is under way; nothing for a run of one. */
function RoundStat() {
  const t = useMessages();
  const text = useApp(useShallow(({ run }) => roundText(t, run)));
  if (text === null) return null;
  return <Stat value={text.what} label={text.detail} widthChars={17} title={t('glossary.seed.meaning')} />;
}

function Epochs({ className }: { readonly className: string | undefined }) {
  const t = useMessages();
  const step = useLive(({ run }) => run.step);
  const perEpoch = useApp(({ run }) => run.stepsPerEpoch);
  const epochs = perEpoch === null ? '–' : t.format.decimals(step / perEpoch, 2);
  const label = <Term id="epoch">{t('shell.progress.epochs')}</Term>;
  return <Stat value={epochs} label={label} widthChars={5} className={className} />;
}

function Rates() {
  const t = useMessages();
  const perSecond = useLive(({ run }) => run.stepsPerSecond);
  const batchSize = useApp(({ spec }) => spec.data.batchSize);
  const images = perSecond === null ? null : perSecond * batchSize;
  return (
    <>
      <Stat
        title={t('shell.progress.clock')}
        value={t.format.rate(perSecond)}
        label={t('shell.progress.stepsPerSecond')}
        widthChars={5}
        className={classes.rate}
      />
      <Stat
        value={t.format.rate(images)}
        label={t('shell.progress.imagesPerSecond')}
        widthChars={6.5}
        className={classes.images}
      />
    </>
  );
}

/** Ends a run without a length, or a race of several rounds early; what was measured is kept. */
function StopButton() {
  const t = useMessages();
  const label = useApp((state) => (isEnabled('finish', state) ? commandLabel(t, 'finish', state) : null));
  if (label === null) return null;
  return (
    <Button variant="subtle" color="gray" title={commandText(t, 'finish')} onClick={() => perform('finish')}>
      {label}
    </Button>
  );
}

type QuietFacts = Pick<RunSlice, 'state' | 'waiting' | 'evaluating'> & { readonly isFirst: boolean };

const quietFacts = ({ state, step, waiting, evaluating }: RunSlice): QuietFacts => ({
  state,
  waiting,
  evaluating,
  isFirst: step === 0,
});

/** What is going on where no step is taken. `isValidating`: for longer than a moment. */
function quietText(
  t: Translator,
  { state, waiting, evaluating, isFirst }: QuietFacts,
  isValidating: boolean,
): string {
  if (waiting !== null) return waitText(t, waiting);
  if (evaluating === 'test') return t('shell.progress.test');
  if (isValidating) return t('shell.progress.validation');
  if (state === 'running' && isFirst) return t('shell.progress.firstStep');
  return state === 'building' ? t('shell.progress.building') : '';
}

const momentMs = 700;

/** True once a state has lasted for more than a moment, so that one that passes at once does not flash on the page. */
function useLasting(isOn: boolean): boolean {
  const [lasts, setLasts] = useState(false);
  useEffect(() => {
    if (!isOn) return;
    const timer = setTimeout(() => setLasts(true), momentMs);
    return () => {
      clearTimeout(timer);
      setLasts(false);
    };
  }, [isOn]);
  return isOn && lasts;
}
