import { Menu, Switch } from '@mantine/core';
import { useApp } from '../../store/app.ts';
import type { ViewState } from '../../store/state.ts';
import { setView } from '../../store/view.ts';
import styles from './LossControls.module.css';

const options: readonly { readonly key: 'logX' | 'ignoreOutliers'; readonly label: string }[] = [
  { key: 'logX', label: 'Log horizontal axis' },
  { key: 'ignoreOutliers', label: 'Ignore outliers' },
];

const set = (key: keyof ViewState, value: boolean): void => setView({ [key]: value });

/** What is seldom changed of the axes of every chart, as items of a menu. */
export function AxisItems() {
  const view = useApp((state) => state.view);
  return (
    <>
      {options.map(({ key, label }) => (
        <Menu.CheckboxItem key={key} checked={view[key]} onChange={(checked) => set(key, checked)}>
          {label}
        </Menu.CheckboxItem>
      ))}
      <Menu.Divider />
    </>
  );
}

/** The same as switches, where there is no menu. */
export function AxisSwitches() {
  const view = useApp((state) => state.view);
  return (
    <div className={styles.stack}>
      {options.map(({ key, label }) => (
        <Switch
          key={key}
          size="xs"
          withThumbIndicator={false}
          label={label}
          labelPosition="left"
          classNames={{ root: styles.switch, label: styles.label, body: styles.switchBody }}
          checked={view[key]}
          onChange={(event) => set(key, event.currentTarget.checked)}
        />
      ))}
    </div>
  );
}
