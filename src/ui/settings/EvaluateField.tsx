import { useApp } from '../../store/app.ts';
import { editPart } from '../kit/edit.ts';
import { Field } from '../kit/Field.tsx';
import { useMessages } from '../kit/language.ts';
import { NumberBox } from '../kit/NumberBox.tsx';
import { numberText } from '../kit/numberText.ts';

/** How often accuracy is measured. */
export function EvaluateField() {
  const t = useMessages();
  const every = useApp(({ spec }) => spec.training.evalEvery);
  const validation = useApp(({ spec }) => spec.data.validation);
  return (
    <Field
      label={t('settings.evaluate.label')}
      help={t('settings.evaluate.help', { count: t.format.whole(validation) })}
    >
      <NumberBox
        whole
        wide
        label={t('settings.evaluate.box')}
        value={numberText(every)}
        commit={(typed) => editPart('training', 'evalEvery', typed)}
      />
      <span>{t('settings.evaluate.unit')}</span>
    </Field>
  );
}
