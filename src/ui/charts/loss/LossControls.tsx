import { SegmentedControl, Switch } from '@mantine/core';
import type { SliderSetting } from '../../../core/setting.ts';
import { defaultView, useApp } from '../../../store/app.ts';
import type { XUnit } from '../../../store/state.ts';
import { setView } from '../../../store/view.ts';
import { numberError } from '../../kit/checkValue.ts';
import { useMessages } from '../../kit/language.ts';
import { NumberBox } from '../../kit/NumberBox.tsx';
import { numberText } from '../../kit/numberText.ts';
import { ParameterSlider } from '../../kit/ParameterSlider.tsx';
import { nudge } from '../../kit/parameterScale.ts';
import styles from '../engine/ChartControls.module.css';

const units: readonly XUnit[] = ['steps', 'epochs', 'examples', 'seconds'];

const smoothness: SliderSetting = {
  kind: 'number',
  key: 'smoothing',
  default: defaultView.smoothing,
  min: 0,
  max: 0.99,
  scale: 'linear',
  valid: { min: 0, max: 0.999 },
};

/** How the loss is shown; the x unit is that of every chart. Stacked in a popover, in a row in a header. */
export function LossControls({ stacked }: { readonly stacked: boolean }) {
  const t = useMessages();
  const { logY, xUnit } = useApp(({ view }) => view);
  return (
    <div className={stacked ? styles.stack : styles.row}>
      <Smoothness />
      <Switch
        size="xs"
        withThumbIndicator={false}
        label={t('charts.axes.log')}
        labelPosition={stacked ? 'left' : 'right'}
        aria-label={t('charts.axes.logLabel')}
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
        aria-label={t('charts.axes.label')}
        transitionDuration={0}
        data={units.map((value) => ({ value, label: t(`charts.axes.${value}`) }))}
        value={xUnit}
        onChange={(value) => setView({ xUnit: value })}
      />
    </div>
  );
}

function Smoothness() {
  const t = useMessages();
  const label = t('charts.axes.smoothing');
  const smoothing = useApp(({ view }) => view.smoothing);
  const set = (value: number): void => setView({ smoothing: value });
  return (
    <div className={styles.smoothing}>
      <span className={styles.label}>{label}</span>
      <div className={styles.slider}>
        <ParameterSlider parameter={smoothness} label={label} value={smoothing} onMove={set} onSettle={set} />
      </div>
      <NumberBox
        label={t('charts.axes.smoothingRange')}
        value={numberText(smoothing)}
        commit={(typed) => {
          const error = numberError(smoothness, typed);
          if (error === null) set(Number(typed));
          return error;
        }}
        nudge={(move) => set(nudge(smoothness, smoothing, move))}
      />
    </div>
  );
}
