import { Menu, Switch } from '@mantine/core';
import { useApp } from '../../../store/app.ts';
import type { ViewState } from '../../../store/state.ts';
import { setView } from '../../../store/view.ts';
import { useMessages } from '../../kit/language.ts';
import styles from './ChartControls.module.css';

const options = ['logX', 'ignoreOutliers'] as const;

const set = (key: keyof ViewState, value: boolean): void => setView({ [key]: value });

/** What is seldom changed of the axes of every chart, as items of a menu. */
export function AxisItems() {
  const t = useMessages();
  const view = useApp((state) => state.view);
  return (
    <>
      {options.map((key) => (
        <Menu.CheckboxItem key={key} checked={view[key]} onChange={(checked) => set(key, checked)}>
          {t(`charts.axes.${key}`)}
        </Menu.CheckboxItem>
      ))}
      <Menu.Divider />
    </>
  );
}

/** The same as switches, where there is no menu. */
export function AxisSwitches() {
  const t = useMessages();
  const view = useApp((state) => state.view);
  return (
    <div className={styles.stack}>
      {options.map((key) => (
        <Switch
          key={key}
          size="xs"
          withThumbIndicator={false}
          label={t(`charts.axes.${key}`)}
          labelPosition="left"
          classNames={{ root: styles.switch, label: styles.label, body: styles.switchBody }}
          checked={view[key]}
          onChange={(event) => set(key, event.currentTarget.checked)}
        />
      ))}
    </div>
  );
}
