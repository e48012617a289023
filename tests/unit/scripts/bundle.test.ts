import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  earlyKeys,
  JSON_SCHEMA_MAKER,
  startupSize,
  withoutBodies,
  woff2Only,
} from '../../../scripts/bundle.mjs';

const chunk = (fileName: string, imports: readonly string[], isEntry = false) => ({
  fileName,
  code: `export const ${fileName.replace('.', '_')} = ${JSON.stringify(fileName.repeat(50))};`,
  imports,
  isEntry,
});

describe('the JavaScript that is loaded before the page responds', () => {
  it('is the entry with all it imports statically, each once', () => {
    const chunks = [
      chunk('entry.js', ['a.js', 'b.js'], true),
      chunk('a.js', ['b.js']),
      chunk('b.js', ['a.js']),
      chunk('drawer.js', ['b.js']),
    ];
    const { files, gzip } = startupSize(chunks);
    expect(files.map(({ name }) => name).sort()).toEqual(['a.js', 'b.js', 'entry.js']);
    const sizes = chunks.slice(0, 3).map(({ code }) => gzipSync(code, { level: 9 }).length);
    expect(gzip).toBe(sizes.reduce((sum, size) => sum + size));
  });

  it('has the messages of one language, which are awaited', () => {
    const messages = { ...chunk('en.js', []), facadeModuleId: '/project/src/messages/en/index.ts' };
    const { files } = startupSize([chunk('entry.js', [], true), messages, chunk('zh.js', [])]);
    expect(files.map(({ name }) => name).sort()).toEqual(['en.js', 'entry.js']);
  });

  it('cannot be told of a build without an entry', () => {
    expect(() => startupSize([chunk('a.js', [])])).toThrow('bundle: must have an entry, got none');
  });
});

describe('texts of deferred parts', () => {
  const module = (code: string) => ({ code });
  const entry = {
    ...chunk('entry.js', ['a.js'], true),
    modules: {
      '/project/src/ui/App.tsx': module('export const App = (t, id) => t(`verdict.badge.$' + '{id}.name`);'),
      '/project/src/experiment/schema.ts': module("export const text = 'results.label';"),
    },
  };
  const a = {
    ...chunk('a.js', []),
    modules: { '/project/src/ui/a.tsx': module("const tab = 'charts.title';") },
  };
  const drawer = {
    ...chunk('drawer.js', ['a.js']),
    modules: { '/project/src/ui/drawer.tsx': module("const title = 'settings.title';") },
  };

  it('are found where the page says them before it can train, with the module that does', () => {
    const keys = ['verdict.badge.tuned.name', 'results.label', 'charts.title', 'settings.title'];
    expect(earlyKeys([entry, a, drawer], keys)).toEqual([
      'verdict.badge.tuned.name in src/ui/App.tsx',
      'charts.title in src/ui/a.tsx',
    ]);
  });
});

describe('what is left out of the page', () => {
  it('keeps its exports, each of which throws', () => {
    const path = createRequire(import.meta.url).resolve('zod/v4/core');
    const file = path.replace(/index\.c?js$/, 'to-json-schema.js');
    expect(file).toMatch(JSON_SCHEMA_MAKER);
    const code = withoutBodies(readFileSync(file, 'utf8'));
    expect(code).toContain('export const createToJSONSchemaMethod = absent;');
    const run = new Function(`${code.replaceAll('export ', '')} return processSchema;`)() as () => void;
    expect(run).toThrow('left out of the page');
  });
});

describe('the font files of a face', () => {
  it('are one of woff2 each, of all that KaTeX has', () => {
    const path = createRequire(import.meta.url).resolve('katex/dist/katex.min.css');
    const css = readFileSync(path, 'utf8');
    const faces = css.match(/@font-face/g)?.length ?? 0;
    const woff2Css = woff2Only(css);
    expect(faces).toBeGreaterThan(10);
    expect(woff2Css.match(/url\(/g)).toHaveLength(faces);
    expect(woff2Css.match(/\.woff2\)/g)).toHaveLength(faces);
    expect(woff2Css.match(/@font-face/g)).toHaveLength(faces);
  });
});
