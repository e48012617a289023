import type { SymbolOf } from '../core/tex.ts';
import { alignedTex, assignmentToTex, exprToTex } from '../core/tex.ts';
import { transformsOf } from './chain.ts';
import type { MergedStage } from './lowering/merge.ts';
import { merge } from './lowering/merge.ts';
import type { ElementwisePart, LaneUpdate, ReduceStage } from './plan.ts';
import { symbolsOf } from './symbols.ts';
import type { CustomOp, Group } from './transform.ts';

/**
 * The whole update of a lane as TeX, line by line as it is computed, before anything is hoisted. `symbolOf` says how a
 * name is written; one that returns numbers for hyperparameters fills in their values.
 */
export function formulaTex(update: LaneUpdate, symbolOf: SymbolOf = symbolsOf(update)): string {
  const transforms = transformsOf(update);
  const recurrences = transforms.flatMap((transform) => transform.recurrences ?? []);
  const sections = merge(transforms.flatMap(({ stages }) => stages)).flatMap((stage) =>
    sectionsOf(stage, symbolOf),
  );
  return alignedTex([
    ...recurrences.map(({ name, value }) => assignmentToTex({ target: name, value }, symbolOf)),
    ...withHeadings(sections),
  ]);
}

interface Section {
  readonly group: Group | 'all';
  readonly lines: readonly string[];
}

function sectionsOf(stage: MergedStage, symbolOf: SymbolOf): readonly Section[] {
  if (stage.kind === 'elementwise') return stage.parts.map((part) => partSection(part, symbolOf));
  if (stage.kind === 'reduce') return [{ group: 'all', lines: reduceLines(stage, symbolOf) }];
  const group = stage.op.id === 'orthogonalize' ? 'matrices' : 'all';
  return [{ group, lines: [customOpLine(stage.op, symbolOf)] }];
}

const partSection = ({ group, program }: ElementwisePart, symbolOf: SymbolOf): Section => ({
  group,
  lines: program.map((assignment) => assignmentToTex(assignment, symbolOf)),
});

/** Names the parameters a rule is for, once for each run of lines. */
function withHeadings(sections: readonly Section[]): string[] {
  return sections.flatMap(({ group, lines }, i) =>
    group === 'all' || sections[i - 1]?.group === group ? lines : [`&\\textbf{${group}}`, ...lines],
  );
}

/** A finish that starts from its own sum is one line: ‖g‖ ← √Σg². */
function reduceLines({ sum, into, finish }: ReduceStage, symbolOf: SymbolOf): string[] {
  const total = `\\textstyle\\sum ${exprToTex(sum, symbolOf)}`;
  const [first, ...rest] = finish;
  if (first?.target !== into) {
    return [`${symbolOf(into)} &\\leftarrow ${total}`, ...finish.map((a) => assignmentToTex(a, symbolOf))];
  }
  const withTotal: SymbolOf = (name) => (name === into ? total : symbolOf(name));
  return [
    `${symbolOf(into)} &\\leftarrow ${exprToTex(first.value, withTotal)}`,
    ...rest.map((assignment) => assignmentToTex(assignment, symbolOf)),
  ];
}

function customOpLine(op: CustomOp, symbolOf: SymbolOf): string {
  const g = symbolOf('g');
  switch (op.id) {
    case 'attention':
      return `${g} &\\leftarrow \\operatorname{attn}_{${symbolOf('tau')}}\\left(${g};\\, ${g}_{t-${op.keep}} \\ldots ${g}_{t-1}\\right)`;
    case 'orthogonalize':
      return `${g} &\\leftarrow \\sqrt{\\max\\left(1, \\tfrac{\\text{cols}}{\\text{rows}}\\right)} \\, \\operatorname{NS}_{${op.steps}}\\left(${g}\\right)`;
    case 'guard':
      return `&\\text{unless } ${[symbolOf('norm'), '\\ell'].map((of) => `${of} \\le ${symbolOf('guardFactor')} \\operatorname{med} ${of}`).join(',\\; ')}`;
  }
}
