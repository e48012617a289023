import { EvaluateField } from './EvaluateField.tsx';
import { LabelSmoothingField } from './LabelSmoothingField.tsx';
import { LengthField } from './LengthField.tsx';
import { SeedField } from './SeedField.tsx';
import { SettingsDrawer } from './SettingsDrawer.tsx';
import { TargetField } from './TargetField.tsx';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** How long the run is, when it is measured, what it is to reach, and the seed of its chances. */
export function LengthDrawer({ opened, onClose }: Props) {
  return (
    <SettingsDrawer title="Length" opened={opened} onClose={onClose}>
      <LengthField />
      <EvaluateField />
      <TargetField />
      <LabelSmoothingField />
      <SeedField />
    </SettingsDrawer>
  );
}
