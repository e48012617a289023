import { Button } from '@mantine/core';
import { useApp } from '../../store/app.ts';
import { isLastEvaluation, roundCount } from '../../store/race-progress.ts';
import { hasBegun } from '../../store/rounds.ts';
import type { RunSlice } from '../../store/state.ts';
import { finishNow } from '../../store/transport.ts';

/** Ends what has no end of its own, or a race of several rounds before it; what there is stays. */
export function StopButton() {
  const label = useApp(({ run }) => labelOf(run));
  if (label === null) return null;
  return (
    <Button
      variant="subtle"
      color="gray"
      title="Ends it where it is, and keeps what there is"
      onClick={finishNow}
    >
      {label}
    </Button>
  );
}

function labelOf(run: RunSlice): string | null {
  const isOpen = run.state === 'running' || run.state === 'paused';
  const isEnding = run.endAsked && run.state === 'running';
  if (!isOpen || !hasBegun(run) || isEnding || isLastEvaluation(run)) return null;
  if (run.totalSteps === null) return 'Finish now';
  return roundCount(run.spec) > 1 ? 'Stop here' : null;
}
