import katex from 'katex';
import { useLayoutEffect, useRef } from 'react';
import 'katex/dist/katex.min.css';

interface Props {
  readonly tex: string;
  /** On a line of its own. */
  readonly display: boolean;
}

/** TeX set by KaTeX, with MathML for screen readers. Loaded with the first formula that is opened: see Formula.tsx. */
export default function TypesetFormula({ tex, display }: Props) {
  const span = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    if (span.current === null) return;
    katex.render(tex, span.current, { displayMode: display, output: 'htmlAndMathml', throwOnError: false });
  }, [tex, display]);
  return <span ref={span} />;
}
