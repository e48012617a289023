import { Button, SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { adapterText, fallbackText } from '../../messages/adapter.ts';
import { errorText } from '../../messages/errors.ts';
import { joinSentences } from '../../messages/sentences.ts';
import type { Translator } from '../../messages/translator.ts';
import type { ProfileReport } from '../../protocol/run-reports.ts';
import { useApp } from '../../store/app.ts';
import { haveSameStep, measureProfile, useProfile } from '../../store/profile.ts';
import type { AppState } from '../../store/state.ts';
import { useMessages } from '../kit/language.ts';
import classes from './ProfilePanel.module.css';
import { ProfileTable } from './ProfileTable.tsx';
import type { ProfileOrder } from './profileRows.ts';
import { flopRate } from './profileRows.ts';

const orders = [
  { value: 'step', textKey: 'results.profile.stepOrder' },
  { value: 'time', textKey: 'results.profile.byTime' },
] as const satisfies readonly { readonly value: ProfileOrder; readonly textKey: string }[];

/** What a step spends its time on, once measured; or why that cannot be measured here. */
export function ProfilePanel() {
  const t = useMessages();
  const obstacle = useApp((state) => obstacleText(t, state));
  return obstacle === null ? <Profile /> : <p className={classes.obstacle}>{obstacle}</p>;
}

function Profile() {
  const t = useMessages();
  const { measuring, measured, error } = useProfile();
  const isReady = useApp(({ run }) => run.state !== 'idle' && run.state !== 'building');
  const [order, setOrder] = useState<ProfileOrder>('step');
  const report = measured?.report ?? null;
  // one tree before and after, so that the button that is pressed keeps the focus
  return (
    <div className={classes.layout} data-measured={report !== null || undefined}>
      {report === null ? null : <Figures report={report} />}
      <p className={classes.note} role="status">
        <Note />
      </p>
      <div role="alert" className={classes.error}>
        {error === null || measuring ? null : <p>{errorText(t, error)}</p>}
      </div>
      <div className={classes.controls}>
        {report === null ? null : (
          <SegmentedControl
            size="xs"
            withItemsBorders={false}
            className={classes.orders}
            classNames={{ label: classes.order }}
            aria-label={t('results.profile.order')}
            transitionDuration={0}
            data={orders.map(({ value, textKey }) => ({ value, label: t(textKey) }))}
            value={order}
            onChange={setOrder}
          />
        )}
        <Button
          className={classes.measure ?? ''}
          size={report === null ? 'sm' : 'xs'}
          disabled={!isReady}
          data-disabled={measuring || undefined}
          aria-disabled={measuring || undefined}
          onClick={measureProfile}
        >
          {t(report === null ? 'results.profile.measure' : 'results.profile.again')}
        </Button>
      </div>
      {report === null ? null : <ProfileTable report={report} order={order} />}
    </div>
  );
}

const b = (parts: ReactNode): ReactNode => <b>{parts}</b>;

function Figures({ report }: { readonly report: ProfileReport }) {
  const t = useMessages();
  const { measuredMsPerStep, imagesPerSecond, matmulGflops } = report;
  return (
    <ul className={classes.figures}>
      <li>{t.rich('results.profile.perStep', { time: t.format.stepTime(measuredMsPerStep), b })}</li>
      <li>{t.rich('results.profile.steps', { rate: t.format.rate(1000 / measuredMsPerStep), b })}</li>
      <li>{t.rich('results.profile.images', { rate: t.format.rate(imagesPerSecond), b })}</li>
      <li>{t.rich('results.profile.matmul', { rate: flopRate(t, matmulGflops), b })}</li>
    </ul>
  );
}

/** What is going on, or how the figures came about. */
function Note() {
  const t = useMessages();
  const { measuring, measured } = useProfile();
  const isTraining = useApp(({ run }) => run.state === 'running');
  const isStale = useApp(({ spec }) => measured !== null && !haveSameStep(measured.spec, spec));
  if (measuring) return t('results.profile.measuring');
  if (measured === null) return t(isTraining ? 'results.profile.idleTraining' : 'results.profile.idle');
  const { adapter, timedBy, matmulSize } = measured.report;
  const how = t(timedBy === 'timestamps' ? 'results.profile.byTimestamps' : 'results.profile.byClock', {
    adapter: adapterText(t, adapter),
    size: t.format.whole(matmulSize),
  });
  const timing = joinSentences(t, how, adapter.software ? t('results.profile.software') : '');
  if (!isStale) return timing;
  return (
    <>
      <b>{t('results.profile.stale')}</b> {timing}
    </>
  );
}

/** Why no kernel can be timed here; null where they can. */
function obstacleText(t: Translator, { adapter }: AppState): string | null {
  if (adapter === null) return t('results.profile.noAdapter');
  if (adapter.fallback === null) return null;
  return joinSentences(t, t('results.profile.notCompiled'), fallbackText(t, adapter.fallback));
}
