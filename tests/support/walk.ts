import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What a block of code in a walk does: it makes a file, or changes one in a place. */
type WalkBlock =
  | { readonly kind: 'file'; readonly path: string; readonly text: string }
  | { readonly kind: 'change'; readonly path: string; readonly from: string; readonly to: string };

/** A copy of the sources in which a walk has been followed. */
export interface FollowedWalk {
  /** The files that the walk makes or changes, in its order, each once. */
  readonly files: readonly string[];
  /** Where a file of the copy is on disk. */
  pathOf(file: string): string;
  /** What the compiler says of those of them that are sources; of `engine/` nothing, whose libraries take long to read. */
  typeErrors(): Promise<string[]>;
  /** The module of a file of the copy. */
  load<Module>(file: string): Promise<Module>;
  remove(): void;
}

/** The lines of a hunk that are there before it, and those that are there after. */
function changeOf(path: string, lines: readonly string[]): WalkBlock {
  const side = (mark: string) =>
    lines
      .filter((line) => line === '' || line.startsWith(' ') || line.startsWith(mark))
      .map((line) => line.slice(1))
      .join('\n');
  return { kind: 'change', path, from: side('-'), to: side('+') };
}

/**
 * The blocks of a walk in order: `ts` with the path of a new file in its first line, `// src/…`, and `diff` with the path
 * of a file that there is, `+++ src/…`, and hunks with `@@` between them. Other blocks are for reading.
 */
function blocksOf(markdown: string): readonly WalkBlock[] {
  return [...markdown.matchAll(/^```(ts|diff)\n(?:\/\/|\+\+\+) (\S+)\n([\s\S]*?)\n```$/gm)].flatMap(
    ([, language, path = '', text = '']): readonly WalkBlock[] =>
      language === 'ts'
        ? [{ kind: 'file', path, text: `${text}\n` }]
        : text.split(/\n@@\n/).map((hunk) => changeOf(path, hunk.split('\n'))),
  );
}

/** @throws Error where what the walk says is in a file is not there, or is there more than once */
function changed(text: string, { path, from, to }: Extract<WalkBlock, { kind: 'change' }>): string {
  const [before = '', after, ...others] = text.split(from);
  if (after === undefined || others.length > 0)
    throw new Error(
      `${path}: must have these lines once, has them ${text.split(from).length - 1} times:\n${from}`,
    );
  return `${before}${to}${after}`;
}

/** What the compiler says of some files, with those they import. */
async function typeErrorsOf(paths: readonly string[]): Promise<string[]> {
  const { default: ts } = await import('typescript');
  const config = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile).config as {
    compilerOptions: object;
  };
  const { options } = ts.convertCompilerOptionsFromJson({ ...config.compilerOptions, types: [] }, root);
  const program = ts.createProgram([...paths], options);
  return paths.flatMap((path) => {
    const file = program.getSourceFile(path);
    const diagnostics = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    return diagnostics.map(
      ({ messageText }) => `${path}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
    );
  });
}

/** Follows a document of `docs/` in a copy of `src/`, `scripts/` and the other files that it names. */
export function followWalk(document: string): FollowedWalk {
  const blocks = blocksOf(readFileSync(join(root, 'docs', document), 'utf8'));
  const cache = join(root, '.cache/');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(`${cache}walk-`);
  for (const part of ['src', 'scripts']) cpSync(join(root, part), join(folder, part), { recursive: true });
  for (const block of blocks) {
    const target = join(folder, block.path);
    const isThere = existsSync(join(root, block.path));
    if (isThere && block.kind === 'file') throw new Error(`${block.path}: is there already`);
    mkdirSync(dirname(target), { recursive: true });
    if (isThere && !existsSync(target)) cpSync(join(root, block.path), target);
    writeFileSync(target, block.kind === 'file' ? block.text : changed(readFileSync(target, 'utf8'), block));
  }
  const pathOf = (file: string) => join(folder, file);
  const files = [...new Set(blocks.map(({ path }) => path))];
  return {
    files,
    pathOf,
    typeErrors: () =>
      typeErrorsOf(files.filter((file) => /^src\/(?!engine\/|assembly\/).*\.ts$/.test(file)).map(pathOf)),
    load: (file) => import(/* @vite-ignore */ pathOf(file)),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
