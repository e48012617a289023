import { Button, Popover } from '@mantine/core';
import type { ReactNode } from 'react';
import { adapterDetail, adapterTitle, backendNames, fallbackText } from '../../messages/adapter.ts';
import { useApp } from '../../store/app.ts';
import { useMessages } from '../kit/language.ts';
import { Term } from '../kit/Term.tsx';
import classes from './AdapterBadge.module.css';

/** Where the training runs: a dot, the interface, and the maker of the chip; more on a press. */
export function AdapterBadge() {
  const t = useMessages();
  const adapter = useApp((state) => state.adapter);
  const isWithoutGpu = adapter?.backend === 'wasm' && adapter.fallback?.cause !== 'chosen';
  const title = adapterTitle(t, adapter);
  const detail = adapterDetail(adapter);
  return (
    <Popover position="bottom-end" width={300} trapFocus returnFocus>
      <Popover.Target>
        <Button className={classes.target ?? ''} variant="subtle" color="gray">
          <AdapterDot />
          {isWithoutGpu ? (
            <span>{t.rich('shell.adapter.noGpu', { title, reason })}</span>
          ) : (
            <>
              {title} {detail === '' ? null : <span className={classes.detail}>{detail}</span>}
            </>
          )}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('shell.adapter.title')}>
        <AdapterFacts />
      </Popover.Dropdown>
    </Popover>
  );
}

const reason = (parts: ReactNode) => <span className={classes.reason}>{parts}</span>;

/** What the browser tells of the adapter that trains. */
export function AdapterFacts() {
  const t = useMessages();
  const adapter = useApp((state) => state.adapter);
  if (adapter === null) return <p className={classes.note}>{t('shell.adapter.askingNote')}</p>;
  return (
    <>
      <dl className={classes.facts}>
        <dt>
          <Term id="backend" />
        </dt>
        <dd>{backendNames[adapter.backend]}</dd>
        <dt>{t('shell.adapter.processor')}</dt>
        <dd>{t(adapter.software ? 'shell.adapter.onCpu' : 'shell.adapter.onGpu')}</dd>
        <dt>{t('shell.adapter.vendor')}</dt>
        <dd>{adapter.vendor || t('shell.adapter.unknown')}</dd>
        <dt>{t('shell.adapter.architecture')}</dt>
        <dd>{adapter.architecture || t('shell.adapter.unknown')}</dd>
        {adapter.description === '' ? null : (
          <>
            <dt>
              <Term id="adapter" />
            </dt>
            <dd>{adapter.description}</dd>
          </>
        )}
      </dl>
      {adapter.fallback === null ? null : <p className={classes.note}>{fallbackText(t, adapter.fallback)}</p>}
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
