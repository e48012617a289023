import { problemOnDisk } from './node-engine.ts';
import type { ProblemSettings } from './page/load-problem.ts';
import { stepsInWasm } from './page/ours.ts';
import { titleOf } from './page/workload.ts';

/** What the calls of one kernel at one shape take. */
export interface CallTimes {
  readonly name: string;
  /** The numbers that say how much the kernel does. */
  readonly shape: string;
  /** Calls a step. */
  readonly count: number;
  /** Microseconds a step, of the CPU's time, all of these calls together. */
  readonly micros: number;
  /** Floating-point operations a step; 0 where they are not counted. */
  readonly flops: number;
}

/** The floats that a product makes, times the terms of each: of `conv` and its like, from their arguments by place. */
const products = (outputs: readonly number[], terms: readonly number[]) => (args: readonly number[]) =>
  2 * [...outputs, ...terms].reduce((product, place) => product * (args[place] ?? 0), 1);

/** Floating-point operations of a call. Those of a pooled convolution are counted as if no position were closed. */
const flopsOf: Readonly<Record<string, (args: readonly number[]) => number>> = {
  conv: products([4, 5, 6, 13], [11, 12]),
  convWeightGradient: products([3, 4, 5, 12], [10, 11]),
  convPool: (args) => 4 * products([5, 6, 7, 14], [12, 13])(args),
};

/** Addresses are larger than any size. */
const largestSize = 4096;
const shapeText = (args: readonly number[]): string =>
  args.filter((arg) => Number.isInteger(arg) && arg < largestSize).join(' ');

/** What each call of a step takes in this process, the longest first. */
export async function callTimes(settings: ProblemSettings, seconds: number) {
  const problem = await problemOnDisk(settings);
  const calls = new Map<
    string,
    { name: string; shape: string; micros: number; calls: number; flops: number }
  >();
  let isMeasured = false;
  const timed =
    (name: string, kernel: (...args: number[]) => void) =>
    (...args: number[]): void => {
      if (!isMeasured) {
        kernel(...args);
        return;
      }
      const shape = shapeText(args);
      const key = `${name} ${shape}`;
      const entry = calls.get(key) ?? { name, shape, micros: 0, calls: 0, flops: 0 };
      calls.set(key, entry);
      const before = process.cpuUsage(); // of the process: what else runs on the machine does not count
      kernel(...args);
      const { user, system } = process.cpuUsage(before);
      entry.micros += user + system;
      entry.calls++;
      entry.flops += flopsOf[name]?.(args) ?? 0;
    };
  const { instantiate } = WebAssembly;
  // every kernel of the engine comes from here
  Object.assign(WebAssembly, {
    instantiate: async (module: WebAssembly.Module, imports: WebAssembly.Imports) => {
      const instance = await instantiate(module, imports);
      if (!(module instanceof WebAssembly.Module)) return instance; // an update's functions, made from bytes
      const kernels = Object.entries(instance.exports).map(([name, kernel]) => [
        name,
        typeof kernel === 'function' ? timed(name, kernel as (...args: number[]) => void) : kernel,
      ]);
      return { exports: Object.fromEntries(kernels) };
    },
  });
  const runSteps = await stepsInWasm(problem).finally(() => Object.assign(WebAssembly, { instantiate }));
  await runSteps(0, 20);
  isMeasured = true;
  let steps = 0;
  const startedAt = performance.now();
  while (performance.now() - startedAt < 1000 * seconds) {
    await runSteps(20 + steps, 4);
    steps += 4;
  }
  const times = [...calls.values()]
    .sort((a, b) => b.micros - a.micros)
    .map(({ name, shape, micros, calls, flops }): CallTimes => {
      return { name, shape, count: calls / steps, micros: micros / steps, flops: flops / steps };
    });
  return { title: titleOf(problem), steps, calls: times };
}
