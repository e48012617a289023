import { MantineProvider } from '@mantine/core';
import { useApp } from '../store/app.ts';
import { pendingLoss } from '../store/unsaved.ts';
import classes from './App.module.css';
import { useKeyboard } from './keyboard.ts';
import { deferred } from './kit/deferred.tsx';
import { useHighlightedLane } from './kit/lane/highlightedLane.ts';
import { useMessages } from './kit/language.ts';
import { useLayout } from './kit/useLayout.ts';
import { useKeysList } from './shell/commands.ts';
import { DeskPage } from './shell/DeskPage.tsx';
import { DropZone } from './shell/DropZone.tsx';
import { PhonePage } from './shell/PhonePage.tsx';
import { SkipLink } from './shell/SkipLink.tsx';
import { useDisplay, useScheme } from './shell/useAppearance.ts';
import { useDocumentTitle } from './shell/useDocumentTitle.ts';
import { cssVariablesResolver, overlaysId, theme } from './theme.ts';

const dialogs = () => import('./shell/dialogs.ts');
const announcers = () => import('./shell/Announcers.tsx');
const DiagnosticsAnnouncer = deferred(async () => (await announcers()).DiagnosticsAnnouncer);
const RaceAnnouncer = deferred(async () => (await announcers()).RaceAnnouncer);
const RunAnnouncer = deferred(async () => (await announcers()).RunAnnouncer);
const KeysDialog = deferred(async () => (await dialogs()).KeysDialog);
const ReplaceDialog = deferred(async () => (await dialogs()).ReplaceDialog);

/** The page, in the current layout and colour scheme. */
export function App() {
  const t = useMessages();
  const scheme = useScheme();
  const layout = useLayout();
  useDisplay(layout);
  const isKeysOpen = useKeysList(({ isOpen }) => isOpen);
  useKeyboard();
  useHighlightedLane();
  useDocumentTitle();
  const isRequested = useApp((state) => pendingLoss(state) !== null);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} forceColorScheme={scheme}>
      <SkipLink />
      {layout === 'phone' ? <PhonePage /> : <DeskPage areLanesFirst={layout !== 'wide'} />}
      <KeysDialog opened={isKeysOpen} onClose={() => useKeysList.setState({ isOpen: false })} />
      <ReplaceDialog opened={isRequested} />
      <RunAnnouncer />
      <RaceAnnouncer />
      <DropZone />
      <DiagnosticsAnnouncer />
      <section id={overlaysId} className={classes.overlays} aria-label={t('shell.landmark.overlays')} />
    </MantineProvider>
  );
}
