import { z } from './zod.ts';

interface Written {
  readonly entry: z.ZodType;
  readonly least: number;
  readonly most: number;
}

/** How a bounded list would be written as a plain one, for the JSON schema. */
const written = new WeakMap<object, Written>();

/**
 * A list of `least` to `most` entries, which is looked at before they are, and that ends at the first entry that is wrong: a
 * list of a hundred thousand faults is one fault, and costs no more. `error` is said of what is no list or has another
 * length. `quick` may tell of an entry at once, where the schema takes long.
 */
export function boundedList<T extends z.ZodType>(
  entry: T,
  most: number,
  {
    error,
    least = 0,
    quick,
  }: { error?: string; least?: number; quick?: (value: unknown) => z.output<T> | null } = {},
) {
  const faultOf = (length: number | null): string | null => {
    if (length === null) return error ?? 'must be a list';
    if (length > most) return error ?? `must be at most ${most} entries`;
    return length < least ? (error ?? tooFew(least, 'entries')) : null;
  };
  const list = z.unknown().transform((value, context): z.output<T>[] => {
    const given: readonly unknown[] = Array.isArray(value) ? value : [];
    const message = faultOf(Array.isArray(value) ? value.length : null);
    if (message !== null) {
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    }
    const entries: z.output<T>[] = [];
    for (const [i, one] of given.entries()) {
      const known = quick?.(one) ?? null;
      if (known !== null) {
        entries.push(known);
        continue;
      }
      const { data, error: wrong } = entry.safeParse(one);
      if (wrong) {
        for (const issue of wrong.issues.slice(0, 1)) {
          context.issues.push({ ...issue, input: one as never, path: [i, ...issue.path] });
        }
        return z.NEVER;
      }
      entries.push(data as z.output<T>);
    }
    return entries;
  });
  written.set(list, { entry, least, most });
  return list;
}

/**
 * A text of `least` to `most` letters. The checks of zod's own strings ask for the length of what is no text too, which an
 * object can make anything.
 */
export const boundedText = (most: number, { least = 0, error = 'must be text' } = {}) =>
  z
    .string({ error })
    .refine((text) => text.length >= least, tooFew(least, 'letters'))
    .refine((text) => text.length <= 2 * most && [...text].length <= most, `must be at most ${most} letters`)
    .meta({ maxLength: most });

const tooFew = (least: number, what: string): string =>
  least === 1 ? 'must not be empty' : `must be at least ${least} ${what}`;

/** The JSON schema of what may be given to a schema that has bounded lists in it. */
export function inputJsonSchema(schema: z.ZodType): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(schema, {
    io: 'input',
    target: 'draft-2020-12',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema instanceof z.ZodDefault && written.has(zodSchema.def.innerType)) {
        jsonSchema.default = zodSchema.def.defaultValue; // left out of what is transformed
      }
      const list = written.get(zodSchema);
      if (list === undefined) return;
      const { $schema: _, ...items } = inputJsonSchema(list.entry);
      Object.assign(jsonSchema, {
        ...(list.least > 0 && { minItems: list.least }),
        ...{ maxItems: list.most, type: 'array', items },
      });
    },
  });
}
