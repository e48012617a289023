import type { Algebra, Assignment, Expr } from './expr.ts';
import { evaluate, variablesOf } from './expr.ts';

interface Tex {
  readonly text: string;
  /** How tightly the outermost operation binds. */
  readonly binding: number;
  /** How "above 0" is best said of it, where not with `> 0`: a difference compares its sides. */
  readonly isPositive?: string;
}

const sum = 1;
const product = 2;
const power = 3;
const atom = 4;

const group = (tex: Tex, binding: number): string =>
  tex.binding < binding ? `\\left(${tex.text}\\right)` : tex.text;

/**
 * A base that carries a superscript already needs braces: `{\beta^{+}}^{t}`; a fraction, which else would seem to have
 * its numerator raised, parentheses.
 */
const raised = (base: Tex, exponent: string): Tex => {
  const text = group(base, base.text.startsWith('\\frac') ? atom + 1 : atom);
  return { text: `${text.includes('^') ? `{${text}}` : text}^{${exponent}}`, binding: power };
};

const call = (name: string, ...args: readonly Tex[]): Tex => ({
  text: `${name}\\left(${args.map(({ text }) => text).join(', ')}\\right)`,
  binding: atom,
});

/** Two numbers side by side would read as one. */
const times = (left: string, right: string): string =>
  `${left} ${/\d$/.test(left) && /^\d/.test(right) ? '\\cdot' : '\\,'} ${right}`;

/** A number as TeX writes it: `1e-10` as a power of ten. */
export const numberToTex = (value: number): string => {
  const isSmall = value !== 0 && Math.abs(value) < 1e-3;
  const [digits = '', exponent] = (isSmall ? value.toExponential() : String(value)).split('e');
  if (exponent === undefined) return digits;
  return `${digits === '1' ? '' : `${digits} \\cdot `}10^{${Number(exponent)}}`;
};

const algebra: Algebra<Tex> = {
  constant: (value) => {
    const text = numberToTex(value);
    if (value < 0) return { text, binding: sum };
    return { text, binding: text.includes('^') ? power : atom };
  },
  neg: (arg) => ({ text: `-${group(arg, product)}`, binding: sum }),
  sqrt: (arg) => ({ text: `\\sqrt{${arg.text}}`, binding: atom }),
  abs: (arg) => ({ text: `\\left|${arg.text}\\right|`, binding: atom }),
  add: (left, right) => ({
    text: `${left.text} + ${group(right, right.text.startsWith('-') ? product : sum)}`,
    binding: sum,
  }),
  sub: (left, right) => ({
    text: `${left.text} - ${group(right, product)}`,
    binding: sum,
    isPositive: `${left.text} > ${right.text}`,
  }),
  mul: (left, right) =>
    left.text === right.text
      ? raised(left, '2')
      : { text: times(group(left, product), group(right, product)), binding: product },
  div: (left, right) => ({ text: `\\frac{${left.text}}{${right.text}}`, binding: atom }),
  min: (left, right) => call('\\min', left, right),
  max: (left, right) => call('\\max', left, right),
  pow: (base, exponent) => raised(base, exponent.text),
  select: (condition, whenPositive, otherwise) => ({
    text: `\\begin{cases}${whenPositive.text} & ${condition.isPositive ?? `${condition.text} > 0`} \\\\ ${otherwise.text} & \\text{else}\\end{cases}`,
    binding: sum,
  }),
};

/** What stands for a variable in a formula. */
export type SymbolOf = (name: string) => string;

const numeric = /^-?[\d.]/;

/** A symbol binds like an atom; a number filled in for one like the number it is. */
const symbolTex = (text: string): Tex => ({
  text,
  binding: text.startsWith('-') ? sum : numeric.test(text) && text.includes('^') ? power : atom,
});

/** The expression as TeX, with parentheses only where they are needed. */
export function exprToTex(expr: Expr, symbolOf: SymbolOf): string {
  const scope = new Map([...variablesOf(expr)].map((name) => [name, symbolTex(symbolOf(name))]));
  return evaluate(expr, algebra, scope).text;
}

/** `target ← value` as one line of an aligned block. */
export const assignmentToTex = ({ target, value }: Assignment, symbolOf: SymbolOf): string =>
  `${symbolOf(target)} &\\leftarrow ${exprToTex(value, symbolOf)}`;

/** Lines, each with its `&`, as one aligned block. */
export const alignedTex = (lines: readonly string[]): string =>
  `\\begin{aligned}${lines.join(' \\\\ ')}\\end{aligned}`;
