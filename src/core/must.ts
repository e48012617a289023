import type { ErrorFact, ErrorFacts, ErrorId } from './error-facts.ts';
import type { Bounds } from './spec-facts.ts';
import type { z } from './zod.ts';

type Issue = z.core.$ZodIssue;

/** A fact before the value is known that it speaks of. */
type Rule = {
  readonly [Id in ErrorId]: {
    readonly id: Id;
    readonly params: Omit<ErrorFacts[Id], 'got'>;
  };
}[ErrorId];

/** The message of a schema: a fact as JSON, of which `zodIssueFact` makes the fact again. */
export const must = <Id extends ErrorId>(id: Id, params: Omit<ErrorFacts[Id], 'got'>): string =>
  JSON.stringify({ id, params });

/** `lanes[0].optimizer.lr`, as a person would write the way to a value. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, '');
}

/** What zod found wrong in `root`, as a fact: of the schema’s `must`, else of the kind of the issue. */
export function zodIssueFact(issue: Issue, root: unknown): ErrorFact {
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.slice(0, maxKeys).map(preview);
    return { id: 'unknownKeys', params: { keys, more: Math.max(0, issue.keys.length - maxKeys) } };
  }
  const value = valueAt(root, issue.path);
  if (value === undefined) return { id: 'missing', params: {} };
  const got = preview(value);
  const rule = ruleOf(issue.message);
  return rule === null
    ? factOfKind(issue, got)
    : ({ id: rule.id, params: { ...rule.params, got } } as ErrorFact);
}

const maxKeys = 3;

function ruleOf(message: string): Rule | null {
  if (!message.startsWith('{')) return null;
  try {
    return JSON.parse(message) as Rule;
  } catch {
    return null;
  }
}

const ownMessage = /^(?:Invalid|Too) /;

/** The fact of an issue whose schema has no `must`; a message that is not zod’s own says more than its kind. */
function factOfKind(issue: Issue, got: string): ErrorFact {
  if (!ownMessage.test(issue.message)) return other(issue, got);
  switch (issue.code) {
    case 'invalid_type':
      return ofType(issue.expected, got) ?? other(issue, got);
    case 'invalid_value':
      return { id: 'notOneOf', params: { values: issue.values.map(String), got } };
    case 'too_small': {
      const min = Number(issue.minimum);
      if (issue.origin === 'string') return { id: 'textShort', params: { min, got } };
      if (issue.origin === 'array') return { id: 'listShort', params: { min, got } };
      return numberFact(issue.inclusive === false ? 'above' : 'from', { min, max: 0 }, got);
    }
    case 'too_big': {
      const max = Number(issue.maximum);
      if (issue.origin === 'string') return { id: 'textLong', params: { max, got } };
      if (issue.origin === 'array') return { id: 'listLong', params: { max, got } };
      return numberFact(issue.inclusive === false ? 'below' : 'to', { min: 0, max }, got);
    }
    default:
      return other(issue, got);
  }
}

function ofType(expected: string, got: string): ErrorFact | null {
  switch (expected) {
    case 'int':
    case 'number':
      return {
        id: 'number',
        params: { kind: expected === 'int' ? 'whole' : 'finite', bounds: 'none', min: 0, max: 0, got },
      };
    case 'string':
      return { id: 'notText', params: { got } };
    case 'boolean':
      return { id: 'notBoolean', params: { got } };
    case 'array':
      return { id: 'notList', params: { got } };
    default:
      return null;
  }
}

const numberFact = (
  bounds: Bounds,
  { min, max }: { readonly min: number; readonly max: number },
  got: string,
): ErrorFact => ({ id: 'number', params: { kind: 'finite', bounds, min, max, got } });

const other = ({ message }: Issue, got: string): ErrorFact => ({
  id: 'invalidValue',
  params: { reason: message, got },
});

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    root,
  );
}

/** A value as JSON, 60 letters at most. */
export function preview(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
