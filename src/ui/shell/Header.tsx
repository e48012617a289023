import { VisuallyHidden } from '@mantine/core';
import { experimentTitle } from '../../messages/presets.ts';
import { useApp } from '../../store/app.ts';
import { useMessages } from '../kit/language.ts';
import { useLayout } from '../kit/useLayout.ts';
import { AdapterBadge } from './AdapterBadge.tsx';
import { Brand } from './Brand.tsx';
import classes from './Header.module.css';
import { MoreMenu } from './MoreMenu.tsx';
import { PresetMenu } from './PresetMenu.tsx';
import { ProjectorButton } from './ProjectorButton.tsx';
import { ShareButton } from './ShareButton.tsx';
import { ThemeMenu } from './ThemeMenu.tsx';

/** The name of the experiment on the left; where it trains, the link, the theme and the rest on the right: what has no room, in the last menu. */
export function Header({ onKeys }: { readonly onKeys: () => void }) {
  const t = useMessages();
  const name = useApp(({ spec }) => spec.name);
  const layout = useLayout();
  const isRoomy = layout === 'wide' || layout === 'medium';
  return (
    <header className={classes.header}>
      <VisuallyHidden component="h1">
        {t('shell.header.title', { experiment: experimentTitle(t, name) })}
      </VisuallyHidden>
      <Brand />
      <span className={classes.slash} aria-hidden="true">
        /
      </span>
      <PresetMenu />
      <div className={classes.end}>
        {isRoomy ? <AdapterBadge /> : null}
        <ShareButton />
        {isRoomy ? <ProjectorButton /> : null}
        {isRoomy ? <ThemeMenu /> : null}
        <MoreMenu onKeys={onKeys} />
      </div>
    </header>
  );
}
