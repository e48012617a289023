import { assertFits } from '../../experiment/assert-fits.ts';
import type { ExperimentSpec } from '../../experiment/schema.ts';
import { parseSpec } from '../../experiment/schema.ts';
import { editSpec } from '../../store/edits.ts';
import type { RejectedEdit } from './FieldError.tsx';

type Change = (spec: ExperimentSpec) => unknown;

/**
 * Changes the experiment. Returns why it is refused, to be said beside the control of the value at `path`, or null.
 */
export function edit(change: Change, path = ''): RejectedEdit | null {
  const report = editSpec((spec) => {
    const next = parseSpec(change(spec));
    assertFits(next);
    return next;
  });
  return report === null ? null : { report, path };
}

/** The keys of any member of a union. */
type KeyOf<Part> = Part extends unknown ? keyof Part : never;

/** The same for one value of a part. */
export function editPart<Part extends 'data' | 'model' | 'training' | 'race'>(
  part: Part,
  key: KeyOf<ExperimentSpec[Part]> & string,
  value: unknown,
): RejectedEdit | null {
  return edit((spec) => ({ ...spec, [part]: { ...spec[part], [key]: value } }), `${part}.${key}`);
}
