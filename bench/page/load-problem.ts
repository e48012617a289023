import { parseManifest } from '../../src/data/formats/manifest.ts';
import { decodeShard } from '../../src/data/formats/shard.ts';
import type { Problem } from './workload.ts';
import { dataOf, oneShard } from './workload.ts';

export type ProblemSettings = Pick<Problem, 'workload' | 'seed' | 'lr'>;

/** Fetches and unpacks the first shard of the workload's data set, which lies in `data/` beside the page. */
export async function loadProblem(settings: ProblemSettings): Promise<Problem> {
  const data = dataOf(settings.workload);
  const folder = new URL(`data/${data}/`, document.baseURI);
  return problemFrom(settings, async (file) => {
    const response = await fetchFile(new URL(file, folder));
    return new Uint8Array(await response.arrayBuffer());
  });
}

/** The same from files that are read as they are wherever they lie. */
export async function problemFrom(
  settings: ProblemSettings,
  read: (file: string) => Promise<Uint8Array>,
): Promise<Problem> {
  const data = dataOf(settings.workload);
  const text = new TextDecoder().decode(await read('manifest.json'));
  const manifest = oneShard(parseManifest(JSON.parse(text), `${data}/manifest.json`));
  const [entry] = manifest.shards.train;
  if (!entry) throw new RangeError(`${data}: has no training shard`);
  const { images, labels } = await decodeShard(await read(entry.file), entry, manifest);
  return { ...settings, manifest, images: Uint8Array.from(images), labels: Uint8Array.from(labels) };
}

async function fetchFile(url: URL): Promise<Response> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url.pathname}: should be served, got HTTP ${response.status}`);
  return response;
}
