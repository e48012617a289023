import { useApp } from '../../store/app.ts';
import { editPart } from '../kit/edit.ts';
import { Field } from '../kit/Field.tsx';
import { useMessages } from '../kit/language.ts';
import { NumberBox } from '../kit/NumberBox.tsx';
import { numberText } from '../kit/numberText.ts';
import { SettingsDrawer } from '../kit/SettingsDrawer.tsx';
import { LengthField } from './LengthField.tsx';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** How long the run is, and when it is measured. */
export function LengthDrawer({ opened, onClose }: Props) {
  return (
    <SettingsDrawer part="length" opened={opened} onClose={onClose}>
      <LengthField />
      <EvaluateField />
      <LabelSmoothingField />
    </SettingsDrawer>
  );
}

/** How much of each label is spread over all classes. */
function LabelSmoothingField() {
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

/** How often accuracy is measured. */
function EvaluateField() {
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
      <span>{t('settings.unit.steps')}</span>
    </Field>
  );
}
