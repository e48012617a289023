import { must } from './must.ts';
import { z } from './zod.ts';

interface BoundedListShape {
  readonly entry: z.ZodType;
  readonly min: number;
  readonly max: number;
}

/** How a bounded list would be written as a plain one, for the JSON schema. */
const written = new WeakMap<object, BoundedListShape>();

/**
 * A list of `min` to `max` entries, which is looked at before they are, and that ends at the first entry that is wrong: a
 * list of a hundred thousand faults is one fault, and costs no more. `error` is said of what is no list or has another
 * length. `quick` may tell of an entry at once, where the schema takes long.
 */
export function boundedList<T extends z.ZodType>(
  entry: T,
  max: number,
  {
    error,
    min = 0,
    quick,
  }: { error?: string; min?: number; quick?: (value: unknown) => z.output<T> | null } = {},
) {
  const faultOf = (length: number | null): string | null => {
    if (length === null) return error ?? must('notList', {});
    if (length > max) return error ?? must('listLong', { max });
    return length < min ? (error ?? must('listShort', { min })) : null;
  };
  const list = z.unknown().transform((value, context): z.output<T>[] => {
    const listItems: readonly unknown[] = Array.isArray(value) ? value : [];
    const message = faultOf(Array.isArray(value) ? value.length : null);
    if (message !== null) {
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    }
    const entries: z.output<T>[] = [];
    for (const [i, one] of listItems.entries()) {
      const quickValue = quick?.(one) ?? null;
      if (quickValue !== null) {
        entries.push(quickValue);
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
  written.set(list, { entry, min, max });
  return list;
}

/**
 * A text of `min` to `max` letters. The checks of zod's own strings ask for the length of what is no text too, which an
 * object can make anything.
 */
export const boundedText = (max: number, { min = 0, error = must('notText', {}) } = {}) =>
  z
    .string({ error })
    .refine((text) => text.length >= min, must('textShort', { min }))
    .refine((text) => text.length <= 2 * max && [...text].length <= max, must('textLong', { max }))
    .meta({ maxLength: max });

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
        ...(list.min > 0 && { minItems: list.min }),
        ...{ maxItems: list.max, type: 'array', items },
      });
    },
  });
}
