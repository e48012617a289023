import { useApp } from '../../store/app.ts';
import { editPart } from '../kit/edit.ts';
import { Field } from '../kit/Field.tsx';
import { useMessages } from '../kit/language.ts';
import { NumberBox } from '../kit/NumberBox.tsx';
import { numberText } from '../kit/numberText.ts';

/** How many images are kept from training, to evaluate on. */
export function ValidationField() {
  const t = useMessages();
  const value = useApp(({ spec }) => spec.data.validation);
  return (
    <Field label={t('settings.validation.label')} help={t('settings.validation.help')}>
      <NumberBox
        whole
        wide
        label={t('settings.validation.box')}
        value={numberText(value)}
        commit={(typed) => editPart('data', 'validation', typed)}
      />
    </Field>
  );
}
