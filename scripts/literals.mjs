// @ts-check
import ts from 'typescript';

/** A word, a space, a word: the mark of a sentence. */
const TWO_WORDS = /\p{L}[\p{L}’'.,:;!?)“”-]*\s+[“(]?\p{L}/u;
/** What no prose has: code, markup or a formula. */
const CODE = /[{};=@\\<>|[\]]|\wpx\b|\b(?:fn|let|var|return|if|else)\s|\w\(|\/\/|--/;
/** Properties whose text is a citation or code, the same in every language. */
const CITATIONS = new Set(['source', 'citation', 'tex', 'wgsl']);

/**
 * For `check-literals`: the text of a node of a folder below the page, if it is a sentence. Null to look into its parts,
 * an empty text to leave them out.
 * @param {ts.Node} node
 * @returns {string | null}
 */
export function sentence(node) {
  if (isApart(node)) return '';
  if (ts.isPropertyAssignment(node) && CITATIONS.has(nameOf(node.name))) return '';
  if (!isLiteral(node)) return null;
  const text = textOf(node);
  if (TWO_WORDS.test(text) && !CODE.test(text)) return text;
  return ts.isTemplateExpression(node) ? null : '';
}

/** Attributes and properties that hold text for people. */
const TEXT_NAME =
  /^(?:title|label|placeholder|description|alt|text|what|does|hint|note|caption|legend|message|help|unit|detail|summary|heading|tip|name|aria-(?:label|description|valuetext|roledescription|placeholder))$/;
/** Text that is the same in every language: names, units, symbols, keys of the keyboard. */
const SAME =
  /\b(?:Downhill|WebGPU|WebGL|JavaScript|TensorFlow\.js|GPU|CPU|JSON|CSV|PNG|SVG|NMGD|MNIST|CIFAR-10|ReLU|FLOP|[kMGT]?FLOP|KiB|MiB|GiB|ms|µs|NaN|Space|Shift|Escape|Enter|Tab|Home|End|Page(?:Up|Down)|Arrow(?:Up|Down|Left|Right)|Backspace|Delete|Digit|Key|Files)\b/g;

/**
 * For `check-literals`: the text of a node of the page, if it is one that a person may come to read.
 * Null to look into its parts, an empty text to leave them out.
 * @param {ts.Node} node
 * @returns {string | null}
 */
export function pageText(node) {
  if (isApart(node)) return '';
  if (ts.isJsxText(node)) return hasWord(node.text) ? node.text.trim() : '';
  if (
    ts.isJsxAttribute(node) &&
    /^(?:className|style|d|points|transform|viewBox|key|id)$/.test(node.name.getText())
  ) {
    return '';
  }
  if (!isLiteral(node)) return null;
  const text = textOf(node);
  const same = text.replaceAll(SAME, '');
  if (isForPeople(node) ? hasWord(same) : looksLikeText(same)) return text;
  return ts.isTemplateExpression(node) ? null : '';
}

/** @param {string} text */
const hasWord = (text) => /\p{L}{2}/u.test(text.replaceAll(SAME, ''));

/** @param {string} text */
const looksLikeText = (text) =>
  (TWO_WORDS.test(text) && !CODE.test(text)) || /^[“‘(]?\p{Lu}\p{Ll}+(?:[.!?…,:]|$|\s)/u.test(text);

/**
 * Whether a literal is the value of an attribute or a property that holds text for people, or stands in a JSX expression.
 * @param {ts.Node} literal
 * @returns {boolean}
 */
function isForPeople(literal) {
  let node = literal.parent;
  while (ts.isConditionalExpression(node) || ts.isParenthesizedExpression(node)) node = node.parent;
  if (ts.isJsxExpression(node)) {
    if (!ts.isJsxAttribute(node.parent)) return true;
    node = node.parent;
  }
  if (ts.isJsxAttribute(node) || ts.isPropertyAssignment(node)) return TEXT_NAME.test(nameOf(node.name));
  return false;
}

/** @param {ts.Node} name */
const nameOf = (name) => name.getText().replaceAll(/['"]/g, '');

/** @param {ts.Node} node @returns {node is ts.StringLiteralLike | ts.TemplateExpression} */
const isLiteral = (node) => ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);

/** The text of a literal; a placeholder counts as a letter. @param {ts.StringLiteralLike | ts.TemplateExpression} node */
function textOf(node) {
  if (ts.isStringLiteralLike(node)) return node.text;
  const parts = [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)];
  return /\p{L}{2}/u.test(parts.join(' ')) ? parts.join('x') : '';
}

/** Imports, names of kernels and of properties, programming errors, the JSON schema. @param {ts.Node} node */
function isApart(node) {
  if (ts.isSourceFile(node)) return node.fileName.startsWith('src/compiler/kernels/');
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return true;
  if (ts.isStringLiteral(node) && ts.isPropertyAssignment(node.parent)) return node.parent.name === node;
  if (ts.isNewExpression(node)) return /^(?:Type|Range|Syntax)?Error$/.test(node.expression.getText());
  if (isDescription(node)) return true;
  if (!ts.isCallExpression(node)) return false;
  if (node.expression.kind === ts.SyntaxKind.ImportKeyword) return true;
  return /^(?:invariant|assert|matchMedia|console\.\w+|.*\.(?:querySelector(?:All)?|closest|matches|meta))$/.test(
    node.expression.getText(),
  );
}

/** What a schema says of a value, for the JSON schema. @param {ts.Node} node */
function isDescription(node) {
  const { parent } = node;
  if (!isLiteral(node) || !ts.isCallExpression(parent) || parent.arguments[0] !== node) return false;
  return ts.isPropertyAccessExpression(parent.expression) && parent.expression.name.text === 'describe';
}
