import { MantineProvider } from '@mantine/core';
import { useCallback, useState } from 'react';
import classes from './App.module.css';
import { useLitLane } from './charts/litLane.ts';
import { useKeyboard } from './keyboard.ts';
import { Announcer } from './shell/Announcer.tsx';
import { DeskPage } from './shell/DeskPage.tsx';
import { DropZone } from './shell/DropZone.tsx';
import { HealthAnnouncer } from './shell/HealthAnnouncer.tsx';
import { KeysDialog } from './shell/KeysDialog.tsx';
import { PhonePage } from './shell/PhonePage.tsx';
import { RaceAnnouncer } from './shell/RaceAnnouncer.tsx';
import { ReplaceDialog } from './shell/ReplaceDialog.tsx';
import { SkipLink } from './shell/SkipLink.tsx';
import { useDisplay } from './shell/useDisplay.ts';
import { useDocumentTitle } from './shell/useDocumentTitle.ts';
import { useLayout } from './shell/useLayout.ts';
import { useScheme } from './shell/useScheme.ts';
import { cssVariablesResolver, overlaysId, theme } from './theme.ts';

/** The page, in the layout and the scheme it is looked at. */
export function App() {
  const scheme = useScheme();
  const layout = useLayout();
  useDisplay(layout);
  const [isKeysOpen, setKeysOpen] = useState(false);
  const openKeys = useCallback(() => setKeysOpen(true), []);
  useKeyboard(openKeys);
  useLitLane();
  useDocumentTitle();
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} forceColorScheme={scheme}>
      <SkipLink />
      {layout === 'phone' ? (
        <PhonePage onKeys={openKeys} />
      ) : (
        <DeskPage areLanesFirst={layout !== 'wide'} onKeys={openKeys} />
      )}
      <KeysDialog opened={isKeysOpen} onClose={() => setKeysOpen(false)} />
      <ReplaceDialog />
      <Announcer />
      <RaceAnnouncer />
      <DropZone />
      <HealthAnnouncer />
      <section id={overlaysId} className={classes.overlays} aria-label="Opened over the page" />
    </MantineProvider>
  );
}
