import { useApp } from '../../store/app.ts';
import { numberText } from '../kit/numberText.ts';
import { NumberBox } from '../lanes/NumberBox.tsx';
import { useMessages } from '../language.ts';
import { editPart } from './edit.ts';
import { Field } from './Field.tsx';

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
