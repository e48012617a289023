import { otherSettings } from '../spec/run-words.ts';
import type { ExperimentSpec } from '../spec/schema.ts';
import type { AppState } from './state.ts';

let known: { readonly of: ExperimentSpec; readonly beside: ExperimentSpec; readonly label: string } | null =
  null;

/** What the previous run had otherwise than the one at hand: `lr 0.05`; or `same settings`; null where there is none. */
export function previousLabel({ previous, run }: Pick<AppState, 'previous' | 'run'>): string | null {
  if (previous === null) return null;
  if (known?.of !== previous.spec || known.beside !== run.spec) {
    known = { of: previous.spec, beside: run.spec, label: otherSettings(previous.spec, run.spec) };
  }
  return known.label;
}
