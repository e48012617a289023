import { Button } from '@mantine/core';
import type { ComponentType, FunctionComponent, ReactNode } from 'react';
import { useEffect, useSyncExternalStore } from 'react';
import classes from './deferred.module.css';
import { loadDeferredMessages, useMessages } from './language.ts';

/** A component whose code is no part of what the page needs before it can train. */
export interface DeferredComponent<Props> extends FunctionComponent<Props> {
  /** Loads the code ahead of its first use; again and again costs nothing. */
  readonly preload: () => Promise<void>;
}

const deferredComponents: DeferredComponent<never>[] = [];

/**
 * Puts the code of a component in a file of its own, which is loaded with the texts of deferred parts when the component is first shown, or before by
 * `preloadDeferred`. Once loaded it is drawn at once, without the frame that `React.lazy` waits for. Where loading fails,
 * it says so in its place and offers to try again; of what opens over the page (a component with `opened`), once it is asked
 * for, at the foot of the window.
 * @param load what imports the component
 * @param placeholder what keeps its room until then
 */
export function deferred<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  placeholder: ReactNode = null,
): DeferredComponent<Props> {
  let state: ComponentType<Props> | 'absent' | 'failed' = 'absent';
  let pending: Promise<void> | null = null;
  const listeners = new Set<() => void>();

  function settle(next: typeof state): void {
    state = next;
    pending = null;
    for (const listener of listeners) listener();
  }
  function preload(): Promise<void> {
    if (typeof state === 'function') return Promise.resolve();
    pending ??= Promise.all([load(), loadDeferredMessages()]).then(
      ([component]) => settle(component),
      () => settle('failed'),
    );
    return pending;
  }
  function subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  function Deferred(props: Props): ReactNode {
    const Loaded = useSyncExternalStore(subscribe, () => state);
    const isOverlay = 'opened' in props;
    const isHidden = isOverlay && props.opened === false;
    useEffect(() => void preload(), []);
    useEffect(() => {
      if (!isHidden) void preload(); // once more, where it had failed before it was opened
    }, [isHidden]);
    if (Loaded === 'failed' && !isHidden) {
      return <LoadFailure isOverlay={isOverlay} onRetry={() => void preload()} />;
    }
    if (Loaded === 'failed') return placeholder;
    return Loaded === 'absent' ? placeholder : <Loaded {...props} />;
  }
  const component = Object.assign(Deferred, { preload });
  deferredComponents.push(component as DeferredComponent<never>);
  return component;
}

/** Loads the code of all deferred components, one after another, so that a first click finds it there. */
export async function preloadDeferred(): Promise<void> {
  for (const { preload } of deferredComponents) await preload();
}

function LoadFailure({ isOverlay, onRetry }: { readonly isOverlay: boolean; readonly onRetry: () => void }) {
  const t = useMessages();
  return (
    <div role="alert" className={classes.failure} data-overlay={isOverlay || undefined}>
      <p>{t('common.notLoaded')}</p>
      <Button size="compact-sm" variant="default" onClick={onRetry}>
        {t('common.tryAgain')}
      </Button>
    </div>
  );
}
