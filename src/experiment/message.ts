import type { $ZodIssue } from 'zod/v4/core';
import { DownhillError } from '../core/errors.ts';

const nextSteps: Record<string, string> = {
  lr: 'drag the slider or type e.g. 0.05',
  momentum: 'type a number from 0 to below 1, e.g. 0.9',
  eps: 'type e.g. 1e-8',
  batchSize: 'type a whole number, e.g. 64',
  'training.steps': 'type a whole number, or null to train until stopped',
  filters: 'give one to four widths, e.g. [16, 32]',
  seed: 'type a whole number from 0, e.g. 1',
  'start.sha256': 'choose a file of weights, or set start to null',
  labelSmoothing: 'type a number from 0 to below 1, e.g. 0.1',
  'clip.globalNorm': 'type e.g. 1, or null for no clipping',
  'clip.value': 'type e.g. 0.5, or null for no clipping',
  'guard.factor': 'type e.g. 10, or set guard to null for none',
};

/** `lanes[0].optimizer.lr`, as a person would write the way to a value. */
function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, '');
}

/** What zod found wrong, in one sentence for a person: where, what must be, what was got, what to do. `whole` is the name of what `root` holds. */
export function zodIssueText(
  issue: $ZodIssue,
  root: unknown,
  whole = 'experiment',
): { path: string; message: string } {
  const path = pathText(issue.path);
  const got = valueAt(root, issue.path);
  const names = issue.path.filter((key) => typeof key === 'string');
  const next = nextSteps[names.slice(-2).join('.')] ?? nextSteps[names.at(-1) ?? ''];
  const where = path === '' ? whole : path;
  if (issue.code === 'unrecognized_keys') {
    const shown = issue.keys.slice(0, 3).map(preview);
    const keys = [...shown, ...(issue.keys.length > 3 ? [`and ${issue.keys.length - 3} more`] : [])].join(
      ', ',
    );
    return { path, message: `${where}: does not know ${keys}; remove it or check the spelling` };
  }
  const missing = got === undefined ? 'is missing' : `${issue.message}, got ${preview(got)}`;
  return { path, message: `${where}: ${missing}${next === undefined ? '' : `; ${next}`}` };
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    root,
  );
}

function preview(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/**
 * Turns down what no field can judge by itself.
 * @throws DownhillError code `spec`
 */
export function reject(path: string, fact: string): never {
  throw new DownhillError({ code: 'spec', path, message: `${path}: ${fact}` });
}
