import { z } from '../core/zod.ts';

interface Written {
  readonly entry: z.ZodType;
  readonly most: number;
}

/** How a bounded list would be written as a plain one, for the JSON schema. */
const written = new WeakMap<object, Written>();

/**
 * A list of at most `most` entries, which is looked at before they are, and that ends at the first entry that is wrong: a
 * list of a hundred thousand faults is one fault, and costs no more. `quick` may tell of an entry at once, where the schema
 * takes long.
 */
export function boundedList<T extends z.ZodType>(
  entry: T,
  most: number,
  {
    error = 'must be a list',
    quick,
  }: { error?: string; quick?: (value: unknown) => z.output<T> | null } = {},
) {
  const list = z.unknown().transform((value, context): z.output<T>[] => {
    if (!Array.isArray(value)) {
      context.addIssue({ code: 'custom', message: error });
      return z.NEVER;
    }
    if (value.length > most) {
      context.addIssue({ code: 'custom', message: `must be at most ${most} entries` });
      return z.NEVER;
    }
    const entries: z.output<T>[] = [];
    for (const [i, given] of value.entries()) {
      const known = quick?.(given) ?? null;
      if (known !== null) {
        entries.push(known);
        continue;
      }
      const { data, error: wrong } = entry.safeParse(given);
      if (wrong) {
        for (const issue of wrong.issues.slice(0, 1)) {
          context.issues.push({ ...issue, input: given, path: [i, ...issue.path] });
        }
        return z.NEVER;
      }
      entries.push(data as z.output<T>);
    }
    return entries;
  });
  written.set(list, { entry, most });
  return list;
}

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
      Object.assign(jsonSchema, { maxItems: list.most, type: 'array', items });
    },
  });
}
