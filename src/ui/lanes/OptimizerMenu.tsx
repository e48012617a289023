import { Menu, UnstyledButton } from '@mantine/core';
import { ChevronDown } from 'lucide-react';
import { Fragment, useState } from 'react';
import type { LaneSpec } from '../../experiment/schema.ts';
import { optimizerHelp } from '../../messages/optimizers.ts';
import type { OptimizerId } from '../../optim/index.ts';
import { optimizerById, optimizers } from '../../optim/index.ts';
import type { Family } from '../../optim/transform.ts';
import { useApp } from '../../store/app.ts';
import { hasBegun } from '../../store/rounds.ts';
import type { FieldError } from '../kit/FieldError.tsx';
import { ErrorLine } from '../kit/FieldError.tsx';
import { useMessages } from '../kit/language.ts';
import { useLayout } from '../kit/useLayout.ts';
import { editLane } from './editLanes.ts';
import { chooseOptimizer } from './laneParts.ts';
import classes from './OptimizerMenu.module.css';

const edge = 8;

/** Puts the optimizer in use in the middle of the menu, as far as it scrolls. */
function showCurrent(menu: HTMLElement): void {
  const current = menu.querySelector<HTMLElement>('[data-autofocus]');
  if (current === null) return;
  menu.scrollTop = current.offsetTop - (menu.clientHeight - current.offsetHeight) / 2;
}

const families: readonly Family[] = ['momentum', 'adaptive', 'matrix'];

interface Props {
  readonly index: number;
  /** The lane as it trains. */
  readonly lane: LaneSpec;
}

/**
 * The lane's optimizer; pressed, the others, each with what it does: below it, beside it where there is no room below;
 * beside it too there is none on a phone: there, where the most is, below or above.
 */
export function OptimizerMenu({ index, lane }: Props) {
  const t = useMessages();
  const started = useApp(({ run }) => hasBegun(run));
  const [error, setError] = useState<FieldError | null>(null);
  const layout = useLayout();
  const hasRoomBeside = layout === 'wide' || layout === 'medium';
  const { id, name } = optimizerById(lane.optimizer.id);

  function choose(next: OptimizerId): void {
    if (next === id) return;
    const used = useApp.getState().spec.lanes.flatMap((other, i) => (i === index ? [] : other.name));
    setError(editLane(index, () => chooseOptimizer(lane, next, used)));
  }
  return (
    <>
      <Menu
        position="bottom-start"
        width="22rem"
        returnFocus
        withInitialFocusPlaceholder={false}
        middlewares={{
          flip: {
            padding: edge,
            crossAxis: false,
            fallbackPlacements: hasRoomBeside ? ['right-start', 'top-start'] : ['top-start'],
            fallbackStrategy: 'bestFit',
          },
          shift: { padding: edge },
          size: {
            padding: edge,
            apply({ availableHeight, elements }) {
              const height = `${Math.floor(availableHeight)}px`;
              if (elements.floating.style.maxHeight === height) return;
              elements.floating.style.maxHeight = height;
              showCurrent(elements.floating);
            },
          },
        }}
      >
        <Menu.Target>
          <UnstyledButton
            className={classes.button}
            aria-label={t('lanes.optimizer.label', { optimizer: name })}
          >
            <span className={classes.name}>{name}</span>
            <ChevronDown size={16} strokeWidth={1.75} aria-hidden="true" />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown className={classes.menu ?? ''}>
          {started ? <p className={classes.note}>{t('lanes.optimizer.note')}</p> : null}
          <Menu.RadioGroup value={id} onChange={(value) => choose(value as OptimizerId)}>
            {families.map((family) => (
              <Fragment key={family}>
                <Menu.Label>{t(`optimizers.family.${family}`)}</Menu.Label>
                {optimizers
                  .filter((optimizer) => optimizer.family === family)
                  .map((optimizer) => (
                    <Menu.RadioItem
                      key={optimizer.id}
                      value={optimizer.id}
                      closeMenuOnClick
                      data-autofocus={optimizer.id === id || undefined}
                    >
                      <span className={classes.name}>{optimizer.name}</span>
                      <span className={classes.help}>{optimizerHelp(t, optimizer.id)}</span>
                    </Menu.RadioItem>
                  ))}
              </Fragment>
            ))}
          </Menu.RadioGroup>
        </Menu.Dropdown>
      </Menu>
      <ErrorLine error={error} className={classes.error} />
    </>
  );
}
