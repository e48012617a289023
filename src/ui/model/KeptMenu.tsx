import { Button, Menu } from '@mantine/core';
import { ChevronDown, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { ErrorReport } from '../../core/errors.ts';
import { startFromKept } from '../../store/initial-weights.ts';
import type { KeptWeights } from '../../store/kept-weights.ts';
import { forgetWeights, listWeights } from '../../store/kept-weights.ts';
import { bytesText } from '../figures.ts';
import classes from './KeptMenu.module.css';

/** The files of weights that this machine keeps, to start from again or to take off it. */
export function KeptMenu({ onChoose }: { readonly onChoose: (report: Promise<ErrorReport | null>) => void }) {
  const [kept, setKept] = useState<readonly KeptWeights[] | null>(null);
  const refresh = (): void => void listWeights().then(setKept);
  return (
    <Menu position="bottom-start" width="19rem" onOpen={refresh}>
      <Menu.Target>
        <Button size="xs" rightSection={<ChevronDown size={14} strokeWidth={1.75} aria-hidden="true" />}>
          On this machine
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {kept?.length === 0 ? <Menu.Item disabled>None yet</Menu.Item> : null}
        {kept?.map((weights) => (
          <div key={weights.sha256} className={classes.row}>
            <Menu.Item className={classes.file ?? ''} onClick={() => onChoose(startFromKept(weights))}>
              <span className={classes.name}>{weights.name}</span>
              <span className={classes.about}>
                {bytesText(weights.file.size)}, sha256 {weights.sha256.slice(0, 8)}…
              </span>
            </Menu.Item>
            <Menu.Item
              className={classes.remove ?? ''}
              closeMenuOnClick={false}
              aria-label={`Remove ${weights.name} from this machine`}
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
