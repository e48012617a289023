import { Menu } from '@mantine/core';
import { Download, Redo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { toErrorReport } from '../../core/errors.ts';
import { errorText } from '../../messages/errors.ts';
import { useApp } from '../../store/app.ts';
import { hasBegun } from '../../store/rounds.ts';
import { graphModelOut, safetensorsOut, startFromLane } from '../../store/weights-export.ts';
import type { FieldError } from '../kit/FieldError.tsx';
import { useMessages } from '../kit/language.ts';
import { saveFile } from '../kit/saveFile.ts';

const icon = { size: 15, strokeWidth: 1.75, 'aria-hidden': true } as const;

interface Props {
  readonly lane: number;
  /** What stands beside an item that begins a new run. */
  readonly note: ReactNode;
  readonly onError: (error: FieldError | null) => void;
}

/** What a lane has trained: out to files, or the start of the next run. */
export function WeightItems({ lane, note, onError }: Props) {
  const t = useMessages();
  const isReady = useApp(
    ({ run, imported }) =>
      imported === null && hasBegun(run) && run.state !== 'building' && run.state !== 'failed',
  );
  const attempt = (work: () => Promise<void>) => () => {
    onError(null);
    work().catch((error: unknown) => {
      const report = toErrorReport(error);
      onError({ textIn: (now) => errorText(now, report) });
    });
  };
  return (
    <>
      <Menu.Item
        leftSection={<Download {...icon} />}
        disabled={!isReady}
        onClick={attempt(async () => saveFile(await safetensorsOut(lane)))}
      >
        {t('lanes.menu.saveWeights')}
      </Menu.Item>
      <Menu.Item
        leftSection={<Download {...icon} />}
        disabled={!isReady}
        onClick={attempt(async () => (await graphModelOut(lane)).forEach(saveFile))}
      >
        {t('lanes.menu.saveModel')}
      </Menu.Item>
      <Menu.Item
        leftSection={<Redo2 {...icon} />}
        rightSection={note}
        disabled={!isReady}
        onClick={attempt(() => startFromLane(lane))}
      >
        {t('lanes.menu.startFrom')}
      </Menu.Item>
    </>
  );
}
