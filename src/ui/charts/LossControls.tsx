import { NumberInput, SegmentedControl, Slider, Switch } from '@mantine/core';
import { useApp } from '../../store/app.ts';
import type { XUnit } from '../../store/state.ts';
import { setView } from '../../store/view.ts';
import styles from './LossControls.module.css';

const units: readonly { value: XUnit; label: string }[] = [
  { value: 'steps', label: 'Steps' },
  { value: 'epochs', label: 'Epochs' },
  { value: 'examples', label: 'Examples' },
  { value: 'seconds', label: 'Seconds' },
];

const sliderMax = 0.99;
const boxMax = 0.999;

/** How the loss is shown; the x unit is that of every chart. Stacked in a popover, in a row in a header. */
export function LossControls({ stacked }: { readonly stacked: boolean }) {
  const { logY, xUnit } = useApp(({ view }) => view);
  return (
    <div className={stacked ? styles.stack : styles.row}>
      <Smoothness />
      <Switch
        size="xs"
        withThumbIndicator={false}
        label="Log"
        labelPosition={stacked ? 'left' : 'right'}
        aria-label="Log scale"
        classNames={{ root: styles.switch, label: styles.label, body: styles.switchBody }}
        checked={logY}
        onChange={(event) => setView({ logY: event.currentTarget.checked })}
      />
      <SegmentedControl
        size="xs"
        withItemsBorders={false}
        className={styles.units}
        classNames={{ label: styles.unit }}
        fullWidth={stacked}
        aria-label="Horizontal axis"
        transitionDuration={0}
        data={[...units]}
        value={xUnit}
        onChange={(value) => setView({ xUnit: value })}
      />
    </div>
  );
}

function Smoothness() {
  const smoothing = useApp(({ view }) => view.smoothing);
  return (
    <div className={styles.smoothing}>
      <span className={styles.label}>Smoothing</span>
      <Slider
        className={styles.slider}
        classNames={{ thumb: styles.thumb, bar: styles.bar, track: styles.track }}
        size={3}
        thumbSize={14}
        min={0}
        max={sliderMax}
        step={0.01}
        label={null}
        thumbLabel="Smoothing"
        value={Math.min(smoothing, sliderMax)}
        onChange={(value) => setView({ smoothing: value })}
      />
      <NumberInput
        size="xs"
        hideControls
        aria-label="Smoothing, 0 to 0.999"
        classNames={{ root: styles.box, input: styles.input }}
        min={0}
        max={boxMax}
        step={0.01}
        decimalScale={3}
        clampBehavior="blur"
        value={smoothing}
        onChange={(value) => {
          if (typeof value === 'number' && value >= 0 && value <= boxMax) setView({ smoothing: value });
        }}
      />
    </div>
  );
}
