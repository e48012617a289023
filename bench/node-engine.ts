import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Contestant } from './page/contestant.ts';
import type { ProblemSettings } from './page/load-problem.ts';
import { problemFrom } from './page/load-problem.ts';
import { stepsInWasm } from './page/ours.ts';
import type { Problem } from './page/workload.ts';
import { dataOf } from './page/workload.ts';

const folder = (data: string): URL => new URL(`../public/data/${data}/`, import.meta.url);

/** What the contestants of the page train on, read from disk. */
export const problemOnDisk = (settings: ProblemSettings): Promise<Problem> =>
  problemFrom(settings, (file) => readFile(fileURLToPath(new URL(file, folder(dataOf(settings.workload))))));

/** Our engine in WebAssembly in this process. */
export const stepsInNode = async (settings: ProblemSettings): Promise<Contestant['runSteps']> =>
  stepsInWasm(await problemOnDisk(settings));
