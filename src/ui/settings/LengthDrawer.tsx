import { SettingsDrawer } from '../kit/SettingsDrawer.tsx';
import { EvaluateField } from './EvaluateField.tsx';
import { LabelSmoothingField } from './LabelSmoothingField.tsx';
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
