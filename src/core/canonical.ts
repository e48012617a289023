import { isRecord } from './is-record.ts';

/** JSON that is the same whichever order keys were set in: reading an experiment back puts them in another. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    isRecord(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
