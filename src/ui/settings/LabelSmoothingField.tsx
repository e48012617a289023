import { useApp } from '../../store/app.ts';
import { numberText } from '../kit/numberText.ts';
import { NumberBox } from '../lanes/NumberBox.tsx';
import { useMessages } from '../language.ts';
import { editPart } from './edit.ts';
import { Field } from './Field.tsx';

/** How much of each label is spread over all classes. */
export function LabelSmoothingField() {
  const t = useMessages();
  const smoothing = useApp(({ spec }) => spec.training.labelSmoothing);
  return (
    <Field label={t('settings.labelSmoothing.label')} help={t('settings.labelSmoothing.help')}>
      <NumberBox
        wide
        label={t('settings.labelSmoothing.label')}
        value={numberText(smoothing)}
        commit={(typed) => editPart('training', 'labelSmoothing', typed)}
      />
    </Field>
  );
}
