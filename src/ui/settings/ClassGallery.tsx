import { useId } from 'react';
import { datasetKey } from '../../data/catalog/info.ts';
import { classText } from '../../messages/data.ts';
import { useApp } from '../../store/app.ts';
import { useMessages } from '../kit/language.ts';
import classes from './ClassGallery.module.css';
import { imageCount } from './pixels.ts';
import { Thumbnail } from './Thumbnail.tsx';

const perClass = 8;

/** Some images of each class, beside its name; nothing until the first have arrived. */
export function ClassGallery() {
  const t = useMessages();
  const key = useApp(({ spec }) => datasetKey(spec.data));
  const thumbnails = useApp((state) => state.thumbnails);
  const titleId = useId();
  if (thumbnails?.id !== key) return null;
  const { shape } = thumbnails;
  return (
    <section aria-labelledby={titleId}>
      <h3 id={titleId} className={classes.title}>
        {t('settings.gallery.title')}
      </h3>
      <dl className={classes.gallery}>
        {thumbnails.classes.map(({ name, images }) => (
          <div key={name} className={classes.row}>
            <dt className={classes.name}>{classText(t, name)}</dt>
            <dd className={classes.images}>
              {Array.from({ length: Math.min(perClass, imageCount(images, shape)) }, (_, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the place in the class is what tells the images apart
                <Thumbnail key={i} images={images} shape={shape} index={i} name="" />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
