import type { ReactNode } from 'react';
import { Component } from 'react';
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
    return (
      <main className={classes.fault} role="alert">
        <h1>The page had a fault</h1>
        <p>
          It could not be drawn any further; the fault is ours, not your experiment’s. The link in the address
          bar still holds the experiment, and reloading opens it again from its initial weights.
        </p>
        <button type="button" className={classes.button} onClick={() => location.reload()}>
          Reload
        </button>
      </main>
    );
  }
}
