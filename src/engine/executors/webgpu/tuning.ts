import type { Computation, Dispatch, Picks, Program } from '../../../compiler/lowering/program.ts';
import type { Gpu } from './gpu.ts';
import type { TuningStore } from './tuning-store.ts';

/** A candidate is repeated until it has run about this long: ordinary clocks are coarse. */
const targetMs = 10;
const maxRepeats = 50;
const clockStepMs = 0.1;
/** FLOP a millisecond: the best rate that was measured, remembered under this name, and what any GPU does at least. */
const rateKey = 'flopsPerMs';
const minRate = 1e4;

/**
 * Measures the candidates of each computation once on this adapter and picks the fastest. A candidate that does not
 * compile, or does not give the bits of the first, is never picked, so tuning changes no result. The heaviest goes
 * first, of those that promise to fit in the time left; what was begun is settled by what was measured of it when time
 * runs out, so that nothing is paid for twice, and what does not fit keeps its first candidate. Runs on the program's
 * own buffers, which must be filled (again) after. What is known from before is not measured.
 * @throws DownhillError code `device` where a first candidate does not compile
 */
export async function tune(
  gpu: Gpu,
  programs: readonly Program[],
  store: TuningStore,
  clock: () => number = () => performance.now(),
): Promise<Picks> {
  const all = new Map<string, Computation>();
  for (const { computations } of programs) {
    for (const computation of computations)
      if (computation.candidates.length > 1) all.set(computation.key, computation);
  }
  const picks = new Map(await store.read([rateKey, ...all.keys()]));
  const open = [...all.values()].filter(({ key }) => !picks.has(key)).sort((a, b) => flopsOf(b) - flopsOf(a));
  const measuredPicks = new Map<string, number>();
  const deadline = clock() + store.budgetMs;
  let rate = picks.get(rateKey) ?? minRate;
  let lastMs = 0;
  for (;;) {
    const began = clock();
    const left = deadline - began;
    const promisedMs = (one: Computation) => Math.max(lastMs, (one.candidates.length * flopsOf(one)) / rate);
    const next = open.findIndex((one) => promisedMs(one) < left);
    const [computation] = next < 0 ? [] : open.splice(next, 1);
    if (!computation) break;
    const best = await fastest(gpu, computation.candidates, clock, deadline);
    if (best === null) break;
    rate = Math.max(rate, flopsOf(computation) / Math.max(clockStepMs, best.ms));
    measuredPicks.set(computation.key, best.index).set(rateKey, rate);
    lastMs = clock() - began;
  }
  await store.write(measuredPicks);
  return new Map([...picks, ...measuredPicks]);
}

const flopsOf = ({ candidates }: Computation): number =>
  candidates[0]?.reduce((sum, { kernel }) => sum + kernel.flops, 0) ?? 0;

/**
 * The fastest candidate with the right bits, of those that time allowed to run; null where compiling took more than half
 * of it. That goes on: a later build finds them compiled.
 */
async function fastest(
  gpu: Gpu,
  candidates: Computation['candidates'],
  clock: () => number,
  deadline: number,
): Promise<{ index: number; ms: number } | null> {
  const compiling = Promise.allSettled(candidates.map((candidate) => gpu.capture(candidate)));
  const compiled = await within((deadline - clock()) / 2, compiling);
  if (compiled === null) return null;
  let best = { index: 0, ms: Number.POSITIVE_INFINITY };
  let expected: string | null = null;
  let began = clock();
  for (const [index, candidate] of candidates.entries()) {
    const result = compiled[index];
    if (index === 0 && result?.status === 'rejected') throw result.reason;
    if (result?.status !== 'fulfilled') continue;
    const run = async (repeats: number): Promise<number> => {
      const submitted = clock();
      const encoder = gpu.device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      for (let i = 0; i < repeats; i++) result.value.encode(pass);
      pass.end();
      gpu.submit(encoder);
      await gpu.device.queue.onSubmittedWorkDone();
      return (clock() - submitted) / repeats;
    };
    const tookMs = clock() - began; // what the one before did
    began += tookMs;
    if (index > 0 && began + tookMs > deadline) break;
    fill(gpu, candidate); // also what it writes: some kernels work in place
    const once = await run(1);
    const bits = await outputBits(gpu, candidate);
    expected ??= bits;
    if (bits !== expected) continue;
    const again = Math.min(maxRepeats, Math.ceil(targetMs / once));
    const ms = again > 1 ? await run(again) : once;
    if (ms < best.ms) best = { index, ms };
  }
  return best;
}

/** What the work gives; null where it takes longer than `ms`. */
async function within<T>(ms: number, work: Promise<T>): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, Math.min(ms, longestTimer), null);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Timers are counted in 31 bits; one beyond them goes off at once. */
const longestTimer = 2 ** 31 - 1;

/** The buffers a computation touches, filled with values that no accident makes equal. */
function fill(gpu: Gpu, dispatches: readonly Dispatch[]): void {
  const seen = new Set<string>();
  for (const { kernel, buffers } of dispatches) {
    for (const { name } of kernel.bindings) {
      const range = buffers[name];
      if (!range || seen.has(name) || integers.has(name)) continue;
      seen.add(name);
      gpu.write(range.buffer, 4 * range.offset, pattern(range.length));
    }
  }
}

let patterned = new Float32Array(0);

/** The first `length` of a fixed row of values within ±0.5. */
function pattern(length: number): Float32Array<ArrayBuffer> {
  if (patterned.length < length) {
    patterned = new Float32Array(length);
    for (let i = 0; i < length; i++) patterned[i] = ((i * 48271) % 65537) / 65537 - 0.5;
  }
  return patterned.subarray(0, length);
}

/** Bindings that hold indices or counters: left at zero, which is valid for each. */
const integers = new Set(['images', 'labels', 'indices', 'stepCounter', 'argmax', 'valid']);

/** What a computation wrote, as a hash: FNV-1a over the words of its outputs. */
async function outputBits(gpu: Gpu, dispatches: readonly Dispatch[]): Promise<string> {
  const ranges = dispatches.flatMap(({ kernel, buffers }) =>
    kernel.bindings.flatMap(({ name, access }) => {
      const range = buffers[name];
      const isScratch = range === undefined || range.buffer.startsWith('scratch/');
      return access === 'read-write' && !isScratch ? [range] : [];
    }),
  );
  let hash = 0x811c9dc5;
  for (const { buffer, offset, length } of ranges) {
    const size = 4 * length;
    const [staging] = (await gpu.staging([size])) as [GPUBuffer];
    const encoder = gpu.device.createCommandEncoder();
    encoder.copyBufferToBuffer(gpu.buffer(buffer), 4 * offset, staging, 0, size);
    gpu.submit(encoder);
    await staging.mapAsync(GPUMapMode.READ);
    for (const word of new Uint32Array(staging.getMappedRange())) hash = Math.imul(hash ^ word, 0x01000193);
    gpu.free(staging);
  }
  return String(hash);
}
