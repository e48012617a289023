import { ActionIcon, Button } from '@mantine/core';
import { CircleAlert, Info, TriangleAlert, X } from 'lucide-react';
import { useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { ErrorReport } from '../../core/errors.ts';
import { useApp } from '../../store/app.ts';
import { closeImportError } from '../../store/result-import.ts';
import { dismiss } from '../../store/view.ts';
import { useMessages } from '../kit/language.ts';
import classes from './Banner.module.css';
import type { BannerContent } from './bannerContent.ts';
import { bannerFacts, chooseBanner } from './banners.ts';

const icons = { bad: CircleAlert, warn: TriangleAlert, info: Info } as const;

/** The one line under the header that says the gravest thing there is to say, and the way on. */
export function Banner() {
  const t = useMessages();
  const facts = useApp(useShallow(bannerFacts));
  const [closedError, setClosedError] = useState<ErrorReport | null>(null);
  const [closedHidden, setClosedHidden] = useState(false);
  if (closedHidden && !facts.trainedHidden) setClosedHidden(false);
  const banner = chooseBanner(
    t,
    { ...facts, trainedHidden: facts.trainedHidden && !closedHidden },
    closedError,
  );
  // what can happen again is closed for this once, and not by its kind
  const close = ({ id }: BannerContent) => {
    if (id === 'spec') setClosedError(facts.specError);
    else if (id === 'hidden') setClosedHidden(true);
    else if (id === 'import') closeImportError();
    else dismiss(id);
  };
  return (
    <div className={classes.place}>
      <div role="alert">{banner?.tone === 'bad' ? <Strip banner={banner} onClose={close} /> : null}</div>
      <div role="status">
        {banner && banner.tone !== 'bad' ? <Strip banner={banner} onClose={close} /> : null}
      </div>
    </div>
  );
}

function Strip({
  banner,
  onClose,
}: {
  readonly banner: BannerContent;
  readonly onClose: (banner: BannerContent) => void;
}) {
  const t = useMessages();
  const Icon = icons[banner.tone];
  return (
    <div className={classes.strip} data-tone={banner.tone}>
      <Icon className={classes.icon} size={16} strokeWidth={1.75} aria-hidden="true" />
      <div className={classes.words} data-keeps-for={banner.keepsFor}>
        <p>
          <b>{banner.title}</b> {banner.text}
        </p>
        {banner.details ? (
          <details className={classes.details}>
            <summary>{t('shell.banner.details')}</summary>
            <p>{banner.details}</p>
          </details>
        ) : null}
      </div>
      <div className={classes.end}>
        {banner.action ? (
          <Button size="xs" onClick={banner.action.run}>
            {banner.action.label}
          </Button>
        ) : null}
        {banner.other ? (
          <Button size="xs" onClick={banner.other.run}>
            {banner.other.label}
          </Button>
        ) : null}
        {banner.canClose ? (
          <ActionIcon size="sm" aria-label={t('shell.banner.close')} onClick={() => onClose(banner)}>
            <X size={16} strokeWidth={1.75} aria-hidden="true" />
          </ActionIcon>
        ) : null}
      </div>
    </div>
  );
}
