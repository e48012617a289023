import { Tooltip } from '@mantine/core';
import { datasetOf } from '../../data/catalog/index.ts';
import { datasetKey } from '../../data/catalog/info.ts';
import { classText } from '../../messages/data.ts';
import { useApp } from '../../store/app.ts';
import { useMessages } from '../kit/language.ts';
import { imageCount } from './pixels.ts';
import { Thumbnail } from './Thumbnail.tsx';
import classes from './ThumbnailStrip.module.css';

const places = 10;

/** An image of each class, or several where there are few; empty squares until they are here. */
export function ThumbnailStrip() {
  const t = useMessages();
  const data = useApp(({ spec }) => spec.data);
  const thumbnails = useApp((state) => state.thumbnails);
  const classCount = datasetOf(data)?.classCount ?? places;
  const each = Math.max(1, Math.floor(places / classCount));
  const arrived = thumbnails?.id === datasetKey(data) ? thumbnails : null;
  if (arrived === null) {
    return (
      <div className={classes.strip} aria-hidden="true">
        {Array.from({ length: classCount * each }, (_, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: empty squares have nothing but their place
          <span key={i} className={classes.empty} />
        ))}
      </div>
    );
  }
  const samples = arrived.classes.flatMap(({ name, images }) =>
    Array.from({ length: Math.min(each, imageCount(images, arrived.shape)) }, (_, index) => ({
      name: classText(t, name),
      images,
      index,
    })),
  );
  return (
    <ul
      className={classes.strip}
      aria-label={t(each === 1 ? 'settings.gallery.one' : 'settings.gallery.some')}
    >
      {samples.map(({ name, images, index }) => (
        <li key={`${name} ${index}`}>
          <Tooltip label={name} openDelay={100}>
            <div>
              <Thumbnail images={images} shape={arrived.shape} index={index} name={name} />
            </div>
          </Tooltip>
        </li>
      ))}
    </ul>
  );
}
