import { ActionIcon, Button, Tooltip, VisuallyHidden } from '@mantine/core';
import { Check, Link2 } from 'lucide-react';
import { experimentTitle } from '../../messages/presets.ts';
import { useApp } from '../../store/app.ts';
import { LinkFrame } from '../kit/LinkFrame.tsx';
import { useMessages } from '../kit/language.ts';
import { useCopiedLink } from '../kit/useCopiedLink.ts';
import { useLayout } from '../kit/useLayout.ts';
import { AdapterBadge } from './AdapterBadge.tsx';
import { commandLabel, commands, perform, textWithKey } from './commands.ts';
import classes from './Header.module.css';
import { MoreMenu } from './MoreMenu.tsx';
import { PresetMenu } from './PresetMenu.tsx';
import { ThemeMenu } from './ThemeMenu.tsx';

/** The name of the experiment on the left; where it trains, the link, the theme and the rest on the right: what has no room, in the last menu. */
export function Header() {
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
        <MoreMenu />
      </div>
    </header>
  );
}

/** The mark: a ball in the valley of a loss curve, with the name beside it where there is room. */
function Brand() {
  return (
    <span className={classes.brand}>
      <svg viewBox="0 0 24 24" fill="none" aria-hidden="true">
        <path
          d="M2 4c5.5 0 5 14.5 10.5 14.5S18.5 11 22 11"
          stroke="currentColor"
          strokeWidth="2.4"
          strokeLinecap="round"
        />
        <circle cx="12.5" cy="16.6" r="3.6" className={classes.ball} strokeWidth="1.6" />
      </svg>
      <span className={classes.name}>Downhill</span>
    </span>
  );
}

/** Larger type, thicker lines and fewer figures, for the back row. */
function ProjectorButton() {
  const t = useMessages();
  const { isOn, icon: Icon } = commands.projector;
  const label = useApp((state) => commandLabel(t, 'projector', state));
  const pressed = useApp(isOn);
  return (
    <Tooltip label={textWithKey(t, 'projector')}>
      <ActionIcon
        aria-label={label}
        aria-pressed={pressed}
        variant={pressed ? 'light' : 'subtle'}
        color={pressed ? 'iris' : 'gray'}
        onClick={() => perform('projector')}
      >
        <Icon size={17} strokeWidth={1.75} aria-hidden="true" />
      </ActionIcon>
    </Tooltip>
  );
}

const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** Copies the link, which carries the whole experiment, with live edits once a run has begun. */
function ShareButton() {
  const t = useMessages();
  const link = useCopiedLink();
  const isCopied = link.said !== null;
  return (
    <LinkFrame link={link}>
      <Button
        className={classes.button ?? ''}
        onClick={link.copy}
        aria-label={t(isCopied ? 'shell.share.labelCopied' : 'shell.share.label')}
        leftSection={isCopied ? <Check {...icon} /> : <Link2 {...icon} />}
      >
        <span className={classes.label}>{t(isCopied ? 'shell.share.copied' : 'shell.share.share')}</span>
      </Button>
    </LinkFrame>
  );
}
