import { SettingsDrawer } from '../kit/SettingsDrawer.tsx';
import { AugmentField } from './AugmentField.tsx';
import { BatchSizeField } from './BatchSizeField.tsx';
import { ClassesField } from './ClassesField.tsx';
import { ClassGallery } from './ClassGallery.tsx';
import { DataFailures } from './DataFailures.tsx';
import { DownloadProgress } from './DataStatus.tsx';
import { DatasetField } from './DatasetField.tsx';
import { ImageSizeField } from './ImageSizeField.tsx';
import { NormalizeField } from './NormalizeField.tsx';
import { TrainCountField } from './TrainCountField.tsx';
import { ValidationField } from './ValidationField.tsx';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Which images, how many, and how they are handed to the network. */
export function DataDrawer({ opened, onClose }: Props) {
  return (
    <SettingsDrawer part="data" opened={opened} onClose={onClose}>
      <DatasetField />
      <DownloadProgress />
      <DataFailures />
      <ClassesField />
      <BatchSizeField />
      <TrainCountField />
      <ValidationField />
      <NormalizeField />
      <ImageSizeField />
      <AugmentField />
      <ClassGallery />
    </SettingsDrawer>
  );
}
