import { SegmentedControl, Switch } from '@mantine/core';
import type { Parameter } from '../../optim/parameter.ts';
import { defaultView, useApp } from '../../store/app.ts';
import type { XUnit } from '../../store/state.ts';
import { setView } from '../../store/view.ts';
import { checkValue } from '../lanes/checkValue.ts';
import { NumberBox } from '../lanes/NumberBox.tsx';
import { numberText } from '../lanes/numberText.ts';
import { ParameterSlider } from '../lanes/ParameterSlider.tsx';
import { nudge } from '../lanes/scale.ts';
import { messagesNow } from '../language.ts';
import styles from './LossControls.module.css';

const units: readonly { value: XUnit; label: string }[] = [
  { value: 'steps', label: 'Steps' },
  { value: 'epochs', label: 'Epochs' },
  { value: 'examples', label: 'Examples' },
  { value: 'seconds', label: 'Seconds' },
];

const smoothness: Parameter = {
  key: 'smoothing',
  label: 'smoothing',
  symbol: '\\beta',
  default: defaultView.smoothing,
  min: 0,
  max: 0.99,
  scale: 'linear',
  valid: { min: 0, max: 0.999 },
};

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
  const set = (value: number): void => setView({ smoothing: value });
  return (
    <div className={styles.smoothing}>
      <span className={styles.label}>Smoothing</span>
      <div className={styles.slider}>
        <ParameterSlider
          parameter={smoothness}
          label="Smoothing"
          value={smoothing}
          onMove={set}
          onSettle={set}
        />
      </div>
      <NumberBox
        label="Smoothing, 0 to 0.999"
        value={numberText(smoothing)}
        commit={(typed) => {
          const checked = checkValue(messagesNow(), smoothness, typed);
          if ('error' in checked) return checked.error;
          set(checked.value);
          return null;
        }}
        nudge={(move) => set(nudge(smoothness, smoothing, move))}
      />
    </div>
  );
}
