import { useApp } from '../../store/app.ts';
import { NumberBox } from '../lanes/NumberBox.tsx';
import { numberText } from '../lanes/numberText.ts';
import { editPart } from './edit.ts';
import { Field } from './Field.tsx';

/** How much of each label is spread over all classes. */
export function LabelSmoothingField() {
  const smoothing = useApp(({ spec }) => spec.training.labelSmoothing);
  return (
    <Field
      label="Label smoothing"
      help="The part of each label that is spread over all classes, so that the network is never pushed to be certain; 0 for none, 0.1 is common. Evaluation goes by the plain labels."
    >
      <NumberBox
        wide
        label="Label smoothing"
        value={numberText(smoothing)}
        commit={(typed) => editPart('training', 'labelSmoothing', typed)}
      />
    </Field>
  );
}
