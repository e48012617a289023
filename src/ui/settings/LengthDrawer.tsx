import { useApp } from '../../store/app.ts';
import { useMessages } from '../kit/language.ts';
import { SettingsDrawer } from '../kit/SettingsDrawer.tsx';
import { ExperimentField } from './ExperimentField.tsx';
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
      <ExperimentField id="labelSmoothing" wide />
    </SettingsDrawer>
  );
}

/** How often accuracy is measured. */
function EvaluateField() {
  const t = useMessages();
  const validation = useApp(({ spec }) => spec.data.validation);
  return (
    <ExperimentField
      id="evalEvery"
      wide
      help={t('settings.evalEvery.help', { count: t.format.whole(validation) })}
    />
  );
}
