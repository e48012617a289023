import { presetById } from '../../experiment/presets.ts';
import type { AppState } from '../../store/state.ts';

/** The name of the current experiment: its preset's, else its own. */
export function experimentName({ presetId, spec }: Pick<AppState, 'presetId' | 'spec'>): string {
  return (presetId === null ? undefined : presetById(presetId)?.name) ?? spec.name;
}
