import { Button, Modal, Progress } from '@mantine/core';
import { CircleCheck, CircleX, ShieldCheck } from 'lucide-react';
import { useRef } from 'react';
import { errorText } from '../../messages/errors.ts';
import {
  notPortableText,
  verificationLossesText,
  verificationRoundText,
  verificationText,
} from '../../messages/verification.ts';
import { useApp } from '../../store/app.ts';
import {
  canVerify,
  closeVerification,
  startVerification,
  trainedOn,
  useVerification,
} from '../../store/verification.ts';
import { useMessages } from '../kit/language.ts';
import classes from './VerifyResult.module.css';

const icon = { size: 15, strokeWidth: 1.75, 'aria-hidden': true } as const;
const verdictIcon = { size: 20, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** The button that has the result on the page trained again and compared, with what comes of it; nothing while it trains. */
export function VerifyResult() {
  const t = useMessages();
  const canStart = useApp(canVerify);
  const isOpen = useVerification(({ status }) => status !== 'closed');
  if (!canStart) return null;
  return (
    <>
      <Button size="xs" leftSection={<ShieldCheck {...icon} />} onClick={startVerification}>
        {t('results.verify.action')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={closeVerification}
        title={t('results.verify.action')}
        size={460}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <p className={classes.about}>{t('results.verify.about')}</p>
        <div role="status">
          <Outcome />
        </div>
        <UnderWay />
        <Answers />
      </Modal>
    </>
  );
}

/** What is being trained again, and how much was compared. */
function UnderWay() {
  const t = useMessages();
  const isRunning = useVerification(({ status }) => status === 'running');
  const progress = useVerification((state) => state.progress);
  if (!isRunning) return null;
  const { losses, total } = progress ?? { losses: 0, total: 1 };
  return (
    <div className={classes.progress}>
      <Progress
        value={(100 * losses) / Math.max(1, total)}
        size="sm"
        transitionDuration={0}
        aria-label={t('results.verify.progress')}
      />
      <p>{progress === null ? t('results.verify.starting') : verificationRoundText(t, progress)}</p>
      {progress === null ? null : <p>{verificationLossesText(t, progress)}</p>}
    </div>
  );
}

/** The verdict, or why there is none. */
function Outcome() {
  const t = useMessages();
  const { status, verification, laneNames, error } = useVerification();
  const adapter = useApp(trainedOn);
  if (status === 'notPortable' && adapter !== null) return <p>{notPortableText(t, adapter)}</p>;
  if (error !== null) return <p className={classes.error}>{errorText(t, error)}</p>;
  if (verification === null) return null;
  const { title, text } = verificationText(t, verification, laneNames);
  const isSame = verification.id === 'same';
  const Icon = isSame ? CircleCheck : CircleX;
  return (
    <div className={classes.verdict} data-same={isSame || undefined}>
      <Icon {...verdictIcon} />
      <div>
        <p className={classes.title}>{title}</p>
        <p>{text}</p>
      </div>
    </div>
  );
}

function Answers() {
  const t = useMessages();
  const status = useVerification((state) => state.status);
  const isRunning = status === 'running';
  const closeButton = useRef<HTMLButtonElement>(null);
  const verifyAgain = () => {
    closeButton.current?.focus(); // the button that was pressed goes away
    startVerification();
  };
  return (
    <div className={classes.answers}>
      {status === 'done' || status === 'failed' ? (
        <Button onClick={verifyAgain}>{t('results.verify.again')}</Button>
      ) : null}
      <Button ref={closeButton} data-autofocus={true} onClick={closeVerification}>
        {t(isRunning ? 'results.verify.cancel' : 'common.close')}
      </Button>
    </div>
  );
}
