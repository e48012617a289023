import { Button, Popover } from '@mantine/core';
import { useApp } from '../../store/app.ts';
import { useMessages } from '../language.ts';
import classes from './AdapterBadge.module.css';
import { adapterDetail, adapterTitle, backendNames } from './adapterNames.ts';

/** Where the training runs: a dot, the interface, and the maker of the chip; more on a press. */
export function AdapterBadge() {
  const t = useMessages();
  const adapter = useApp((state) => state.adapter);
  const detail = adapterDetail(adapter);
  return (
    <Popover position="bottom-end" width={300} trapFocus returnFocus>
      <Popover.Target>
        <Button className={classes.target ?? ''} variant="subtle" color="gray">
          <AdapterDot />
          {adapterTitle(adapter)} {detail === '' ? null : <span className={classes.detail}>{detail}</span>}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('shell.adapter.title')}>
        <AdapterFacts />
      </Popover.Dropdown>
    </Popover>
  );
}

/** What the browser tells of the adapter that trains. */
export function AdapterFacts() {
  const adapter = useApp((state) => state.adapter);
  if (adapter === null) return <p className={classes.note}>The page is asking the browser for a GPU.</p>;
  return (
    <>
      <dl className={classes.facts}>
        <dt>Interface</dt>
        <dd>{backendNames[adapter.backend]}</dd>
        <dt>Work done by</dt>
        <dd>{adapter.software ? 'the processor' : 'the GPU'}</dd>
        <dt>Maker</dt>
        <dd>{adapter.vendor || 'not told'}</dd>
        <dt>Architecture</dt>
        <dd>{adapter.architecture || 'not told'}</dd>
        {adapter.description === '' ? null : (
          <>
            <dt>Adapter</dt>
            <dd>{adapter.description}</dd>
          </>
        )}
      </dl>
      {adapter.fallback === null ? null : <p className={classes.note}>{adapter.fallback.message}</p>}
    </>
  );
}

/** Green where a GPU trains by WebGPU, amber where something slower does. */
export function AdapterDot() {
  const state = useApp(({ adapter }) => dotState(adapter));
  return <span className={classes.dot} data-state={state} aria-hidden="true" />;
}

function dotState(adapter: { readonly software: boolean; readonly fallback: unknown } | null): string {
  if (adapter === null) return 'asking';
  return adapter.software || adapter.fallback !== null ? 'slow' : 'good';
}
