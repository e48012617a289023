import { Button, Menu } from '@mantine/core';
import { ChevronDown, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { ErrorReport } from '../../core/errors.ts';
import { weightsName } from '../../messages/weights.ts';
import { startFromStored } from '../../store/initial-weights.ts';
import type { StoredWeights } from '../../store/kept-weights.ts';
import { forgetWeights, listWeights } from '../../store/kept-weights.ts';
import { useMessages } from '../kit/language.ts';
import classes from './StoredMenu.module.css';

/** The files of weights that this machine keeps, to start from again or to take off it. */
export function StoredMenu({
  onChoose,
}: {
  readonly onChoose: (report: Promise<ErrorReport | null>) => void;
}) {
  const t = useMessages();
  const [stored, setStored] = useState<readonly StoredWeights[] | null>(null);
  const refresh = (): void => void listWeights().then(setStored);
  return (
    <Menu position="bottom-start" width="19rem" onOpen={refresh}>
      <Menu.Target>
        <Button size="xs" rightSection={<ChevronDown size={14} strokeWidth={1.75} aria-hidden="true" />}>
          {t('settings.start.kept')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {stored?.length === 0 ? <Menu.Item disabled>{t('settings.start.noneKept')}</Menu.Item> : null}
        {stored?.map((weights) => (
          <div key={weights.sha256} className={classes.row}>
            <Menu.Item className={classes.file ?? ''} onClick={() => onChoose(startFromStored(weights))}>
              <span className={classes.name}>{weightsName(t, weights)}</span>
              <span className={classes.about}>
                {t('settings.start.about', {
                  size: t.format.bytes(weights.file.size),
                  digits: weights.sha256.slice(0, 8),
                })}
              </span>
            </Menu.Item>
            <Menu.Item
              className={classes.remove ?? ''}
              closeMenuOnClick={false}
              aria-label={t('settings.start.forget', { name: weightsName(t, weights) })}
              onClick={() => void forgetWeights(weights.sha256).then(refresh)}
            >
              <Trash2 size={14} strokeWidth={1.75} aria-hidden="true" />
            </Menu.Item>
          </div>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
