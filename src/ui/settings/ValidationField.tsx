import { useApp } from '../../store/app.ts';
import { NumberBox } from '../lanes/NumberBox.tsx';
import { numberText } from '../lanes/numberText.ts';
import { editPart } from './edit.ts';
import { Field } from './Field.tsx';

/** How many images are kept from training, to evaluate on. */
export function ValidationField() {
  const value = useApp(({ spec }) => spec.data.validation);
  return (
    <Field
      label="Held back for validation"
      help="The last pictures of the training set, never trained on: accuracy and target are measured on them."
    >
      <NumberBox
        whole
        wide
        label="Pictures held back for validation"
        value={numberText(value)}
        commit={(typed) => editPart('data', 'validation', typed)}
      />
    </Field>
  );
}
