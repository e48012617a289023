import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const root = new URL('../../../', import.meta.url);
const contributing = readFileSync(new URL('CONTRIBUTING.md', root), 'utf8');

interface Stop {
  readonly path: string;
  /** Names of functions, methods and buffers that the file is said to have or to call. */
  readonly names: readonly string[];
}

/** Each walk with its stops: a path in `src/`, then what of it the walk names. */
const walks = [...contributing.matchAll(/^## Walk: (.+)\n([\s\S]*?)(?=^## |$(?![\s\S]))/gm)].map(
  ([, title = '', text = '']) => ({
    title,
    stops: [...text.matchAll(/^\d+\. ([\s\S]*?)(?=^\d+\. |$(?![\s\S]))/gm)].map(([, line = '']): Stop => {
      const [path = '', ...named] = [...line.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
      return { path, names: named.map((name) => /[\w#]+(?= |$)/.exec(name.replace(/.*\./, ''))?.[0] ?? '') };
    }),
  }),
);

describe('the walks of CONTRIBUTING.md', () => {
  it('are two, of at most eight files each', () => {
    expect(walks.map(({ title }) => title)).toEqual([
      'from a slider to the number in the shader',
      'from a batch index to the pixel',
    ]);
    for (const { stops } of walks) {
      expect(stops.length).toBeGreaterThan(4);
      expect(stops.length).toBeLessThanOrEqual(8);
    }
  });

  it.each(walks)('go through files that have what they name: $title', ({ stops }) => {
    for (const { path, names } of stops) {
      const file = new URL(`src/${path}`, root);
      expect(existsSync(file), path).toBe(true);
      const source = readFileSync(file, 'utf8');
      for (const name of names) expect(source, path).toContain(name);
    }
  });
});
