import { useApp } from '../../store/app.ts';
import { SettingsDrawer } from '../kit/SettingsDrawer.tsx';
import { ConfoundersNote } from './ConfoundersNote.tsx';
import { ModeField } from './ModeField.tsx';
import { RaceCost } from './RaceCost.tsx';
import { SeedCountField } from './SeedCountField.tsx';
import { SeedField } from './SeedField.tsx';
import { TargetField } from './TargetField.tsx';
import { TimingField } from './TimingField.tsx';
import { TuningFields } from './TuningFields.tsx';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** How lanes are compared: what is searched beforehand, over which seeds, to what target; and what that costs. */
export function RaceDrawer({ opened, onClose }: Props) {
  const isFair = useApp(({ spec }) => spec.race.mode === 'fair');
  return (
    <SettingsDrawer part="race" opened={opened} onClose={onClose}>
      <ModeField />
      <ConfoundersNote />
      <RaceCost />
      {isFair ? <TuningFields /> : null}
      <TargetField />
      <SeedCountField />
      <SeedField />
      <TimingField />
    </SettingsDrawer>
  );
}
