import { lazy, Suspense } from 'react';
import type { Translator } from '../../messages/translator.ts';
import { useMessages } from '../kit/language.ts';
import classes from './Formula.module.css';

const TypesetFormula = lazy(() => import('./TypesetFormula.tsx'));

interface Props {
  readonly tex: string;
  /** Lines to keep room for until it is set. */
  readonly lines: number;
}

/** The words that a formula has among its symbols, in the language of the page. */
export function withWords(t: Translator, tex: string): string {
  const words = new Map([
    ['else', t('lanes.formula.word.else')],
    ['then', t('lanes.formula.word.afterwards')],
    ['cols', t('lanes.formula.word.cols')],
    ['rows', t('lanes.formula.word.rows')],
    ['unless', t('lanes.formula.word.skipUnless')],
  ]);
  return tex.replace(/(?<=\\text\{)[a-z]+/g, (word) => words.get(word) ?? word);
}

/** A formula on a ground of its own. */
export function Formula({ tex, lines }: Props) {
  const t = useMessages();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls
    <div
      role="group"
      aria-label={t('lanes.formula.label')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls where it is wide, by keys too
      tabIndex={0}
      className={classes.formula}
      style={{ minHeight: `min(17rem, ${lines * 1.75 + 1.25}rem)` }}
    >
      <Suspense fallback={null}>
        <TypesetFormula tex={withWords(t, tex)} display />
      </Suspense>
    </div>
  );
}

/** A symbol within a line of text. */
export function InlineTex({ tex }: { readonly tex: string }) {
  return (
    <Suspense fallback={<span className={classes.symbol} />}>
      <TypesetFormula tex={tex} display={false} />
    </Suspense>
  );
}
