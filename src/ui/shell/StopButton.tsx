import { Button } from '@mantine/core';
import { useApp } from '../../store/app.ts';
import { isLastEvaluation, roundCount } from '../../store/race-progress.ts';
import { hasBegun } from '../../store/rounds.ts';
import type { RunSlice } from '../../store/state.ts';
import { finishNow } from '../../store/transport.ts';
import { useMessages } from '../language.ts';

/** Ends what has no end of its own, or a race of several rounds before it; what there is stays. */
export function StopButton() {
  const t = useMessages();
  const kind = useApp(({ run }) => kindOf(run));
  if (kind === null) return null;
  return (
    <Button variant="subtle" color="gray" title={t('shell.stop.tip')} onClick={finishNow}>
      {t(`shell.stop.${kind}`)}
    </Button>
  );
}

function kindOf(run: RunSlice): 'finish' | 'here' | null {
  const isOpen = run.state === 'running' || run.state === 'paused';
  const isEnding = run.endRequested && run.state === 'running';
  if (!isOpen || !hasBegun(run) || isEnding || isLastEvaluation(run)) return null;
  if (run.totalSteps === null) return 'finish';
  return roundCount(run.displaySpec) > 1 ? 'here' : null;
}
