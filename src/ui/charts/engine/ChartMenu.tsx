import { ActionIcon, Button, Menu, Popover } from '@mantine/core';
import { Ellipsis, ImageDown, RotateCcw, Table2 } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { useRef, useState } from 'react';
import { useMessages } from '../../kit/language.ts';
import { AxisItems, AxisSwitches } from './AxisOptions.tsx';
import styles from './ChartMenu.module.css';
import type { ChartTableData } from './ChartTable.tsx';
import { ChartTable } from './ChartTable.tsx';
import { resetZoom, useChartState } from './crosshair.ts';
import { saveImage } from './saveImage.ts';

interface ChartMenuProps {
  /** Name of the chart. */
  readonly title: string;
  readonly tables: () => readonly ChartTableData[];
  /** Whether the axes of every chart are set here. */
  readonly withAxes?: boolean;
  /** Controls that found no room in the header. */
  readonly controls?: ReactNode;
}

interface Action {
  readonly label: string;
  readonly icon: ReactNode;
  readonly disabled?: boolean;
  readonly act: () => void;
}

const icon = { size: 15, strokeWidth: 1.75 } as const;

/** What else can be done with a chart, behind the three dots at the end of its header. */
export function ChartMenu({ title, tables, withAxes = false, controls }: ChartMenuProps) {
  const t = useMessages();
  const [shown, setShown] = useState<readonly ChartTableData[] | null>(null);
  const zoomed = useChartState(({ zoom }) => zoom !== null);
  const target = useRef<HTMLButtonElement>(null);
  const actions: readonly Action[] = [
    { label: t('charts.menu.table'), icon: <Table2 {...icon} />, act: () => setShown(tables()) },
    {
      label: t('charts.menu.image'),
      icon: <ImageDown {...icon} />,
      act: () => saveImage(target.current, title),
    },
    { label: t('charts.zoom.reset'), icon: <RotateCcw {...icon} />, disabled: !zoomed, act: resetZoom },
  ];
  return (
    <>
      {controls ? (
        <Settings title={title} target={target} withAxes={withAxes} controls={controls} actions={actions} />
      ) : (
        <Actions title={title} target={target} withAxes={withAxes} actions={actions} />
      )}
      <ChartTable title={title} tables={shown} onClose={() => setShown(null)} />
    </>
  );
}

interface ActionsProps {
  readonly title: string;
  readonly target: RefObject<HTMLButtonElement | null>;
  readonly withAxes: boolean;
  readonly actions: readonly Action[];
}

function Actions({ title, target, withAxes, actions }: ActionsProps) {
  const t = useMessages();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon
          ref={target}
          size="sm"
          className={styles.target}
          aria-label={t('charts.menu.label', { chart: title })}
        >
          <Ellipsis size={16} strokeWidth={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {withAxes && <AxisItems />}
        {actions.map(({ label, icon: section, disabled, act }) => (
          <Menu.Item key={label} leftSection={section} disabled={disabled} onClick={act}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

interface SettingsProps extends ActionsProps {
  readonly controls: ReactNode;
}

function Settings({ title, target, withAxes, controls, actions }: SettingsProps) {
  const t = useMessages();
  const label = t('charts.menu.settings', { chart: title });
  const [opened, setOpened] = useState(false);
  return (
    <Popover position="bottom-end" width="20rem" trapFocus opened={opened} onChange={setOpened}>
      <Popover.Target>
        <ActionIcon
          ref={target}
          size="sm"
          className={styles.target}
          aria-label={label}
          onClick={() => setOpened(!opened)}
        >
          <Ellipsis size={16} strokeWidth={1.75} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={styles.settings} aria-label={label}>
        {controls}
        {withAxes && <AxisSwitches />}
        <div className={styles.actions}>
          {actions.map(({ label: text, icon: section, disabled, act }) => (
            <Button
              key={text}
              leftSection={section}
              disabled={disabled}
              onClick={() => {
                setOpened(false);
                act();
              }}
            >
              {text}
            </Button>
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
