import { MantineProvider } from '@mantine/core';
import { useCallback, useState } from 'react';
import classes from './App.module.css';
import { useLitLane } from './charts/litLane.ts';
import { Announcer } from './frame/Announcer.tsx';
import { DeskPage } from './frame/DeskPage.tsx';
import { DropZone } from './frame/DropZone.tsx';
import { HealthAnnouncer } from './frame/HealthAnnouncer.tsx';
import { KeysDialog } from './frame/KeysDialog.tsx';
import { PhonePage } from './frame/PhonePage.tsx';
import { RaceAnnouncer } from './frame/RaceAnnouncer.tsx';
import { ReplaceDialog } from './frame/ReplaceDialog.tsx';
import { SkipLink } from './frame/SkipLink.tsx';
import { useDisplay } from './frame/useDisplay.ts';
import { useDocumentTitle } from './frame/useDocumentTitle.ts';
import { useLayout } from './frame/useLayout.ts';
import { useScheme } from './frame/useScheme.ts';
import { useKeyboard } from './keyboard.ts';
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
