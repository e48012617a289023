import { X } from 'lucide-react';
import { useMessages } from '../../kit/language.ts';
import { resetZoom, useChartState } from '../engine/crosshair.ts';
import styles from './ZoomChip.module.css';

/** Says what the charts are zoomed to; pressing it shows the whole run again. */
export function ZoomChip() {
  const t = useMessages();
  const zoom = useChartState((state) => state.zoom);
  if (!zoom) return null;
  const range = { from: t.format.whole(zoom.from), to: t.format.whole(zoom.to) };
  return (
    <button
      type="button"
      className={styles.chip}
      onClick={resetZoom}
      aria-label={t('charts.zoom.label', range)}
      title={t('charts.zoom.reset')}
    >
      {t('charts.zoom.range', range)}
      <X size={13} strokeWidth={1.75} aria-hidden="true" />
    </button>
  );
}
