import { useApp } from '../../store/app.ts';
import { editPart } from '../kit/edit.ts';
import { Field } from '../kit/Field.tsx';
import { useMessages } from '../kit/language.ts';
import { NumberBox } from '../kit/NumberBox.tsx';
import { numberText } from '../kit/numberText.ts';

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
