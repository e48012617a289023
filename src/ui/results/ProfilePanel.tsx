import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { adapterText, fallbackText } from '../../messages/adapter.ts';
import { errorText } from '../../messages/errors.ts';
import type { ProfileReport } from '../../protocol/messages.ts';
import { useApp } from '../../store/app.ts';
import { haveSameStep, measureProfile, useProfile } from '../../store/profile.ts';
import type { AppState } from '../../store/state.ts';
import { rate, stepTime } from '../figures.ts';
import { messagesNow, useMessages } from '../language.ts';
import classes from './ProfilePanel.module.css';
import { ProfileTable } from './ProfileTable.tsx';
import type { ProfileOrder } from './profileRows.ts';
import { flopRate } from './profileRows.ts';

const orders: readonly { value: ProfileOrder; label: string }[] = [
  { value: 'step', label: 'Step order' },
  { value: 'time', label: 'By time' },
];

/** What a step spends its time on, once measured; or why that cannot be measured here. */
export function ProfilePanel() {
  const obstacle = useApp(obstacleText);
  return obstacle === null ? <Profile /> : <p className={classes.obstacle}>{obstacle}</p>;
}

function Profile() {
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
        {error === null || measuring ? null : <p>{errorText(messagesNow(), error)}</p>}
      </div>
      <div className={classes.controls}>
        {report === null ? null : (
          <SegmentedControl
            size="xs"
            withItemsBorders={false}
            className={classes.orders}
            classNames={{ label: classes.order }}
            aria-label="Order of the kernels"
            transitionDuration={0}
            data={[...orders]}
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
          {report === null ? 'Measure a step' : 'Measure again'}
        </Button>
      </div>
      {report === null ? null : <ProfileTable report={report} order={order} />}
    </div>
  );
}

function Figures({ report }: { readonly report: ProfileReport }) {
  const { measuredMsPerStep, imagesPerSecond, matmulGflops } = report;
  return (
    <ul className={classes.figures}>
      <li>
        <b>{stepTime(measuredMsPerStep)}</b> a step, replayed alone
      </li>
      <li>
        <b>{rate(1000 / measuredMsPerStep)}</b> steps/s
      </li>
      <li>
        <b>{rate(imagesPerSecond)}</b> images/s
      </li>
      <li>
        <b>{flopRate(matmulGflops)}</b> matmul
      </li>
    </ul>
  );
}

/** What is going on, or how the figures came about. */
function Note() {
  const t = useMessages();
  const { measuring, measured } = useProfile();
  const isTraining = useApp(({ run }) => run.state === 'running');
  const isStale = useApp(({ spec }) => measured !== null && !haveSameStep(measured.spec, spec));
  if (measuring) return 'Measuring a step, which takes a few seconds; training is paused meanwhile.';
  if (measured === null) {
    return `Times every kernel of one training step, and a matrix product to compare with, in a few seconds. ${
      isTraining ? 'Training pauses for it.' : 'The run at hand stays as it is.'
    }`;
  }
  const { adapter, timedBy, matmulSize } = measured.report;
  const name = adapterText(t, adapter);
  return (
    <>
      {isStale ? <b>Of the step before the experiment changed. </b> : null}
      {name}; kernels timed by {timedBy === 'timestamps' ? 'timestamps' : 'the clock'}, matmul of {matmulSize}
      ³ in float32.{adapter.software ? ' Times of a processor say nothing of a GPU.' : null}
    </>
  );
}

/** Why no kernel can be timed here; null where they can. */
function obstacleText({ adapter }: AppState): string | null {
  if (adapter === null) return 'A step can be measured once the browser has given a GPU.';
  if (adapter.fallback === null) return null;
  return `Only this page’s own WebGPU kernels can be timed, and they are not at work here. ${fallbackText(messagesNow(), adapter.fallback)}`;
}
