import { UnstyledButton } from '@mantine/core';
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useApp } from '../../store/app.ts';
import { deferred } from '../kit/deferred.tsx';
import { useMessages } from '../kit/language.ts';
import type { SettingsPart } from '../kit/SettingsDrawer.tsx';
import { DataStatus } from '../settings/DataStatus.tsx';
import type { Summary } from '../settings/summaries.ts';
import { dataSummary, lengthSummary, modelSummary, raceSummary } from '../settings/summaries.ts';
import { ThumbnailStrip } from '../settings/ThumbnailStrip.tsx';
import classes from './SharedPanel.module.css';

const drawers = () => import('./drawers.ts');
const DataDrawer = deferred(async () => (await drawers()).DataDrawer);
const ModelDrawer = deferred(async () => (await drawers()).ModelDrawer);
const LengthDrawer = deferred(async () => (await drawers()).LengthDrawer);
const RaceDrawer = deferred(async () => (await drawers()).RaceDrawer);

/** What every lane has in common: data, model, length and race, a line each, with the drawers where they are changed. */
export function SharedPanel() {
  const t = useMessages();
  const spec = useApp((state) => state.spec);
  const [drawer, setDrawer] = useState<SettingsPart | null>(null);
  const toggle = (name: SettingsPart) => () => setDrawer(drawer === name ? null : name);
  const close = (): void => setDrawer(null);
  return (
    <section className={classes.panel} aria-labelledby="shared-panel-title">
      <h2 id="shared-panel-title" className={classes.title}>
        {t(spec.lanes.length > 1 ? 'settings.shared.title' : 'settings.shared.alone')}
      </h2>
      <ThumbnailStrip />
      <SettingRow
        label={t('settings.part.data')}
        summary={dataSummary(t, spec)}
        expanded={drawer === 'data'}
        onOpen={toggle('data')}
      />
      <div className={classes.status}>
        <DataStatus />
      </div>
      <SettingRow
        label={t('settings.part.model')}
        summary={modelSummary(t, spec)}
        expanded={drawer === 'model'}
        onOpen={toggle('model')}
      />
      <SettingRow
        label={t('settings.part.length')}
        summary={lengthSummary(t, spec)}
        expanded={drawer === 'length'}
        onOpen={toggle('length')}
      />
      <SettingRow
        label={t('settings.part.race')}
        summary={raceSummary(t, spec)}
        expanded={drawer === 'race'}
        onOpen={toggle('race')}
      />
      <DataDrawer opened={drawer === 'data'} onClose={close} />
      <ModelDrawer opened={drawer === 'model'} onClose={close} />
      <LengthDrawer opened={drawer === 'length'} onClose={close} />
      <RaceDrawer opened={drawer === 'race'} onClose={close} />
    </section>
  );
}

interface Props {
  readonly label: string;
  readonly summary: Summary;
  readonly expanded: boolean;
  readonly onOpen: () => void;
}

/** What is set, in a line; pressed, it opens the drawer where it is changed. */
function SettingRow({ label, summary, expanded, onOpen }: Props) {
  return (
    <UnstyledButton className={classes.row} aria-haspopup="dialog" aria-expanded={expanded} onClick={onOpen}>
      <span className={classes.label}>{label}</span>
      <span className={classes.value}>
        {summary.main} <span className={classes.rest}>{summary.rest}</span>
      </span>
      <ChevronRight size={14} strokeWidth={1.75} aria-hidden="true" />
    </UnstyledButton>
  );
}
