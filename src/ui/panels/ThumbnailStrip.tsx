import { Tooltip } from '@mantine/core';
import { datasetOf } from '../../data/index.ts';
import { useApp } from '../../store/app.ts';
import { Thumbnail } from './Thumbnail.tsx';
import classes from './ThumbnailStrip.module.css';

/** One picture of each class; empty squares until they are here. */
export function ThumbnailStrip() {
  const data = useApp(({ spec }) => spec.data);
  const { id } = data;
  const thumbnails = useApp((state) => state.thumbnails);
  const classCount = datasetOf(data)?.classCount ?? 10;
  const arrived = thumbnails?.id === id ? thumbnails : null;
  if (arrived === null) {
    return (
      <div className={classes.strip} aria-hidden="true">
        {Array.from({ length: classCount }, (_, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: empty squares have nothing but their place
          <span key={i} className={classes.empty} />
        ))}
      </div>
    );
  }
  return (
    <ul className={classes.strip} aria-label="A picture of each class">
      {arrived.classes.map(({ name, images }) => (
        <li key={name}>
          <Tooltip label={name} openDelay={100}>
            <div>
              <Thumbnail images={images} shape={arrived.shape} index={0} name={name} />
            </div>
          </Tooltip>
        </li>
      ))}
    </ul>
  );
}
