import { useApp } from '../../store/app.ts';
import { numberText } from '../kit/numberText.ts';
import { NumberBox } from '../lanes/NumberBox.tsx';
import { useMessages } from '../language.ts';
import { editPart } from './edit.ts';
import { Field } from './Field.tsx';

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
