import { formatWhole } from '../../core/format.ts';
import { useApp } from '../../store/app.ts';
import { NumberBox } from '../lanes/NumberBox.tsx';
import { numberText } from '../lanes/numberText.ts';
import { editPart } from './edit.ts';
import { Field } from './Field.tsx';

/** How often accuracy is measured. */
export function EvaluateField() {
  const every = useApp(({ spec }) => spec.training.evalEvery);
  const validation = useApp(({ spec }) => spec.data.validation);
  return (
    <Field
      label="Evaluate every"
      help={`On the ${formatWhole(validation)} pictures held back, outside the timed part. The test set is evaluated once, at the end.`}
    >
      <NumberBox
        whole
        wide
        label="Steps between evaluations"
        value={numberText(every)}
        commit={(typed) => editPart('training', 'evalEvery', typed)}
      />
      <span>steps</span>
    </Field>
  );
}
