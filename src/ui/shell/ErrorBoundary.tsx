import type { ReactNode } from 'react';
import { Component } from 'react';
import { messagesNow } from '../kit/language.ts';
import classes from './ErrorBoundary.module.css';

interface Props {
  readonly children: ReactNode;
}

/** Stands in for the page where drawing it failed: says so, and offers the way on. Needs no provider, for that may be what broke. */
export class ErrorBoundary extends Component<Props, { readonly hasFailed: boolean }> {
  override readonly state = { hasFailed: false };

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    const t = messagesNow();
    return (
      <main className={classes.fault} role="alert">
        <h1>{t('shell.crash.title')}</h1>
        <p>{t('shell.crash.text')}</p>
        <button type="button" className={classes.button} onClick={() => location.reload()}>
          {t('shell.crash.reload')}
        </button>
      </main>
    );
  }
}
