import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import process from 'node:process';

/** A process that computes until it is ended, or for so many seconds where nobody ends it. */
const spin = (seconds: number) => `const end = Date.now() + ${1000 * seconds}; while (Date.now() < end);`;

/**
 * Keeps every core busy while `work` lasts, so that threads wait for one another and answers overtake each other. Two
 * tests run at a time, so each brings a loop for every two cores.
 * @param limitSeconds after which the load ends by itself
 */
export async function onBusyMachine<T>(limitSeconds: number, work: () => Promise<T>): Promise<T> {
  const load = Array.from({ length: Math.ceil(availableParallelism() / 2) }, () =>
    spawn(process.execPath, ['-e', spin(limitSeconds)], { stdio: 'ignore' }),
  );
  try {
    return await work();
  } finally {
    for (const process of load) process.kill('SIGKILL');
  }
}
