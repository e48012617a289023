import { X } from 'lucide-react';
import { formatWhole } from '../../core/format.ts';
import { resetZoom, useChartState } from './crosshair.ts';
import styles from './ZoomChip.module.css';

/** Says what the charts are zoomed to; pressing it shows the whole run again. */
export function ZoomChip() {
  const zoom = useChartState((state) => state.zoom);
  if (!zoom) return null;
  const range = `Steps ${formatWhole(zoom.from)} to ${formatWhole(zoom.to)}`;
  return (
    <button
      type="button"
      className={styles.chip}
      onClick={resetZoom}
      aria-label={`${range}: reset zoom`}
      title="Reset zoom"
    >
      {range}
      <X size={13} strokeWidth={1.75} aria-hidden="true" />
    </button>
  );
}
