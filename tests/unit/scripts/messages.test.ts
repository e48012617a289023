import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkLiterals } from '../../../scripts/check-literals.mjs';
import { checkMessages } from '../../../scripts/check-messages.mjs';
import { chineseProblems } from '../../../scripts/chinese.mjs';
import { parametersOf } from '../../../scripts/message-parameters.mjs';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'messages-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    const path = join(root, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

describe('the check of messages', () => {
  function problemsOf(en: string, zh: string, code: string): string[] {
    write({
      'src/messages/en/shell.ts': `export const shell = ${en} as const;`,
      'src/messages/zh/shell.ts': `export const shell = ${zh} satisfies Shape<typeof english>;`,
      'src/ui/a.tsx': code,
    });
    return checkMessages(root).problems;
  }

  it('passes where all languages have the same keys and parameters, and code has them', () => {
    const en = `{ menu: { title: 'Menu' }, steps: '{n, plural, one {# step} other {# steps}}' }`;
    const zh = `{ menu: { title: '菜单' }, steps: '{n, plural, other {# 步}}' }`;
    expect(problemsOf(en, zh, "t('shell.menu.title'); t('shell.steps', { n });")).toEqual([]);
  });

  it('names a text of a deferred part that the first page says, which a part loaded later may', () => {
    const texts = "export const shell = { drawer: 'Drawer', menu: 'Menu' };";
    write({
      'src/messages/en/deferred/shell.ts': texts,
      'src/messages/zh/deferred/shell.ts': texts,
      'src/main.tsx':
        "import type { D } from './ui/drawer.tsx';\nimport { menu } from './ui/menu.tsx';\nmenu();",
      'src/ui/menu.tsx': "export const menu = () => [t('shell.menu'), import('./drawer.tsx')];",
      'src/ui/drawer.tsx': "export type D = string;\nexport const drawer = () => t('shell.drawer');",
    });
    expect(checkMessages(root).problems).toEqual([
      'src/messages/en/deferred/shell.ts:1: said by the first page, move it out of deferred/: shell.menu in src/ui/menu.tsx',
    ]);
  });

  it('names a key that one language lacks', () => {
    expect(problemsOf("{ a: 'A', b: 'B' }", "{ a: '甲', c: '丙' }", "t('shell.a'); t('shell.b')")).toEqual([
      'src/messages/en/shell.ts:1: missing in zh: shell.b',
      'src/messages/zh/shell.ts:1: missing in en: shell.c',
    ]);
  });

  it('names a key that no code has', () => {
    expect(problemsOf("{ a: 'A' }", "{ a: '甲' }", "t('shell.ab')")).toEqual([
      'src/messages/en/shell.ts:1: unused: no code has the key shell.a',
    ]);
  });

  it('takes a key as used that a template may yield', () => {
    const texts = "{ sgd: { name: 'SGD', help: 'Help' } }";
    expect(problemsOf(texts, texts, `t(\`shell.\${id}.name\`)`)).toEqual([
      'src/messages/en/shell.ts:1: unused: no code has the key shell.sgd.help',
    ]);
  });

  it.each([
    ["'{n} steps'", "'步'", 'none, in en n: text'],
    ["'{n} steps'", "'{n, plural, other {# 步}}'", 'n: number, in en n: text'],
    ["'<b>Stop</b>'", "'停'", 'none, in en <b>: tag'],
    [
      "'{on, select, yes {A} other {B}}'",
      "'{on, select, no {甲} other {乙}}'",
      'on: choice of no, other, in en on: choice of other, yes',
    ],
  ])('names other parameters: %s and %s', (en, zh, textOf) => {
    expect(problemsOf(`{ a: ${en} }`, `{ a: ${zh} }`, "t('shell.a')")).toEqual([
      `src/messages/zh/shell.ts:1: other parameters: shell.a has ${textOf}`,
    ]);
  });

  it('names what is no plain string, and what is not ICU', () => {
    expect(problemsOf(`{ a: \`\${x}\`, b: '{' }`, "{ b: '{}' }", "t('shell.b')")).toEqual([
      `src/messages/en/shell.ts:1: a plain string is expected, got \`\${x}\``,
      expect.stringContaining('src/messages/en/shell.ts:1: not an ICU message: shell.b'),
      expect.stringContaining('src/messages/zh/shell.ts:1: not an ICU message: shell.b'),
    ]);
  });

  it('finds parameters inside of plurals, choices and tags', () => {
    expect([...parametersOf('{n, plural, one {<b>{what}</b>} other {#}}')]).toEqual([
      ['n', 'number'],
      ['<b>', 'tag'],
      ['what', 'text'],
    ]);
    expect(() => parametersOf('{at, date}')).toThrow('date');
    expect(() => parametersOf('{n, number, ::percent}')).toThrow('style');
  });
});

describe('the check of Chinese', () => {
  it.each([
    '学习率 {lr} 太高。',
    '用 Adam 训练（共 {steps, plural, other {# 步}}）',
    'β₁ 与 0.9 之比：{ratio}',
    '“{name}”已打开',
  ])('lets %s be', (text) => {
    expect(chineseProblems(text)).toEqual([]);
  });

  it.each([
    ['学习率太高.', 'a half-width mark after Chinese'],
    ['学习率(初始)', 'a half-width bracket beside Chinese'],
    ['用Adam训练', 'no space between Chinese and Latin'],
    ['已完成。 共三步', 'a space beside a full-width mark'],
    ['{n, plural, other {打开 "文件"}}', 'straight quotes'],
    ['<b>请您</b>重试', '您, which addresses somebody'],
  ])('names what is wrong in %s', (text, what) => {
    expect(chineseProblems(text)).toEqual([expect.stringContaining(what)]);
  });
});

describe('the check of the glossary', () => {
  const entry = '- **Batch** (批): the images\n  of *one* step. [x](x.md) has more. *Code*: `batch`.\n';

  function problemsOf(term: string, meaning: string, chinese: string): string[] {
    const area = (name: string, what: string) =>
      `export const glossary = { batch: { term: '${name}', meaning: '${what}' } };`;
    write({
      'src/messages/en/glossary.ts': area(term, meaning),
      'src/messages/zh/glossary.ts': area(chinese, '一步的图像。'),
      'src/ui/a.tsx': `t(\`glossary.\${id}.term\`); t(\`glossary.\${id}.meaning\`);`,
      'docs/glossary.md': entry,
    });
    return checkMessages(root).problems;
  }

  it('passes where the page says what the documents say', () => {
    expect(problemsOf('Batch', 'The images of one step.', '批')).toEqual([]);
  });

  it.each([
    ['Minibatch', 'The images of one step.', '批', 'has no entry Minibatch'],
    ['Batch', 'Some images.', '批', 'must be as in docs/glossary.md: The images of one step.'],
    ['Batch', 'The images of one step.', '一批', 'must be 批 as in docs/glossary.md, got 一批'],
  ])('names a term that is explained otherwise: %s, %s, %s', (term, meaning, chinese, textOf) => {
    expect(problemsOf(term, meaning, chinese)).toEqual([expect.stringContaining(textOf)]);
  });
});

describe('the check of literals', () => {
  function problemsOf(file: string, code: string): string[] {
    write({ [file]: code });
    return checkLiterals(root).problems;
  }

  it.each([
    "export const a = 'must be a number';",
    `export const a = \`has \${n} steps\`;`,
    "throw new DownhillError({ message: 'is too long' });",
    "export type Phase = 'not learning';",
  ])('finds a sentence below the page: %s', (code) => {
    expect(problemsOf('src/race/a.ts', code)).toHaveLength(1);
  });

  it.each([
    "throw new Error('lanes: must not be empty, got none');",
    "export const a = 'nesterov';",
    `export const a = \`lanes[\${i}].lr\`;`,
    'export const wgsl = `let x = a[i] + b;`;',
    "export const a = { source: 'Kingma & Ba 2015' };",
    "import { a } from './a b.ts';",
  ])('lets ids, code, citations and programming errors be: %s', (code) => {
    expect(problemsOf('src/race/a.ts', code)).toEqual([]);
  });

  it.each([
    'export const A = () => <p>Train</p>;',
    'export const A = () => <p title="steps" />;',
    "export const A = () => <p aria-label={on ? 'stop' : t('x.y')} />;",
    "export const A = () => <p>{on ? 'stop' : null}</p>;",
    "export const row = { label: 'epochs' };",
    "export const said = 'Not yet';",
    `export const said = \`\${n} steps\`;`,
  ])('finds text on the page: %s', (code) => {
    expect(problemsOf('src/ui/a.tsx', code)).toHaveLength(1);
  });

  it.each([
    'export const A = () => <p className="Big red" title={t(\'shell.title\')}>·</p>;',
    "if (event.key === 'ArrowLeft') back();",
    `export const at = \`translate(\${x}px, \${y}px)\`;`,
    'export const A = () => <b>WebGPU</b>;',
  ])('lets names, marks and styles be: %s', (code) => {
    expect(problemsOf('src/ui/a.tsx', code)).toEqual([]);
  });
});
