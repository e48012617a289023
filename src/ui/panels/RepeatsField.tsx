import { useApp } from '../../store/app.ts';
import { NumberBox } from '../lanes/NumberBox.tsx';
import { edit } from './edit.ts';
import { Field } from './Field.tsx';
import { typedNumber } from './typedNumber.ts';

/** How many seeds are raced. */
export function RepeatsField() {
  const repeats = useApp(({ spec }) => spec.repeats);
  return (
    <Field
      label="Seeds"
      help="Each lane trains once with each seed, on the same weights and batches as the others. 3 to show, 5 or more to claim."
    >
      <NumberBox
        label="Number of seeds"
        value={String(repeats)}
        commit={(text) => edit((spec) => ({ ...spec, repeats: typedNumber(text) }), 'repeats')}
      />
    </Field>
  );
}
