import { DownhillError } from '../../core/errors.ts';

const mebibytes = (bytes: number): string => `${Math.ceil(bytes / 2 ** 20)} MiB`;

/** What the name of a buffer means to the person at the page, and what makes it smaller. */
function meaning(name: string): { what: string; lower: string } {
  if (name.startsWith('data/'))
    return { what: 'the pictures of the dataset', lower: 'choose a smaller dataset' };
  if (name.startsWith('health/'))
    return {
      what: 'the copies that updates are measured with',
      lower: 'use fewer filters or smaller dense layers',
    };
  if (name.startsWith('lane'))
    return { what: 'the weights of the model', lower: 'use fewer filters or smaller dense layers' };
  return {
    what: `the values of ${name.replace(/^(d|argmax|scratch|codes|pre|statistics|attention)\//, '')}`,
    lower: 'lower data.batchSize or the filters',
  };
}

type Limits = Pick<GPUSupportedLimits, 'maxBufferSize' | 'maxStorageBufferBindingSize'>;

const mostBytes = ({ maxBufferSize, maxStorageBufferBindingSize }: Limits): number =>
  Math.min(maxBufferSize, maxStorageBufferBindingSize);

/** Whether the adapter grants buffers of these sizes, in bytes by name. */
export const fits = (sizes: ReadonlyMap<string, number>, limits: Limits): boolean =>
  Math.max(0, ...sizes.values()) <= mostBytes(limits);

/**
 * Compares the memory a run needs with what the adapter grants, before anything is allocated.
 * `sizes`: bytes of each buffer by name; `remedy` says what would fit, where the model knows.
 * @throws DownhillError code `device` with the figure and what to lower
 */
export function checkLimits(
  sizes: ReadonlyMap<string, number>,
  limits: Limits,
  remedy: () => string | undefined = () => undefined,
): void {
  const most = mostBytes(limits);
  const [largest] = [...sizes].sort(([, a], [, b]) => b - a);
  if (!largest || largest[1] <= most) return;
  const [name, bytes] = largest;
  const { what, lower } = meaning(name);
  throw new DownhillError({
    code: 'device',
    path: 'model',
    message: `GPU memory: ${what} need ${mebibytes(bytes)} in one buffer, this adapter grants ${mebibytes(most)}; ${remedy() ?? lower}`,
  });
}

/** Memory ran out while allocating: the sum of what was asked for, in bytes. */
export function outOfMemory(bytes: number): DownhillError {
  return new DownhillError({
    code: 'device',
    message: `GPU memory: ran out, the run needs ${mebibytes(bytes)}; use smaller batches or fewer filters`,
  });
}
