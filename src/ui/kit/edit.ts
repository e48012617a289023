import { assertFits } from '../../experiment/assert-fits.ts';
import type { ExperimentSpec } from '../../experiment/schema.ts';
import { parseSpec } from '../../experiment/schema.ts';
import { editSpec } from '../../store/edits.ts';
import { errorBeside } from './errorBeside.ts';
import { messagesNow } from './language.ts';

type Change = (spec: ExperimentSpec) => unknown;

/**
 * Changes the experiment. Returns why it is refused, worded to stand beside the control of the value at `path`, or null.
 */
export function edit(change: Change, path = ''): string | null {
  const report = editSpec((spec) => {
    const next = parseSpec(change(spec));
    assertFits(next);
    return next;
  });
  return report === null ? null : errorBeside(messagesNow(), report, path);
}

/** The keys of any member of a union. */
type KeyOf<Part> = Part extends unknown ? keyof Part : never;

/** The same for one value of a part. */
export function editPart<Part extends 'data' | 'model' | 'training' | 'race'>(
  part: Part,
  key: KeyOf<ExperimentSpec[Part]> & string,
  value: unknown,
): string | null {
  return edit((spec) => ({ ...spec, [part]: { ...spec[part], [key]: value } }), `${part}.${key}`);
}
