import { parseManifest } from '../../src/data/formats/manifest.ts';
import { decodeShard } from '../../src/data/formats/shard.ts';
import type { Problem } from './workload.ts';
import { oneShard } from './workload.ts';

export type ProblemSettings = Pick<Problem, 'workload' | 'seed' | 'lr'>;

/** Fetches and unpacks the first shard of Fashion-MNIST. */
export async function loadProblem(settings: ProblemSettings): Promise<Problem> {
  const folder = new URL('data/fashion-mnist/', document.baseURI);
  const whole = await fetchFile(new URL('manifest.json', folder));
  const manifest = oneShard(parseManifest(await whole.json(), 'fashion-mnist/manifest.json'));
  const [entry] = manifest.shards.train;
  if (!entry) throw new RangeError('fashion-mnist: has no training shard');
  const stored = await fetchFile(new URL(entry.file, folder));
  const { images, labels } = await decodeShard(new Uint8Array(await stored.arrayBuffer()), entry, manifest);
  return { ...settings, manifest, images: Uint8Array.from(images), labels: Uint8Array.from(labels) };
}

async function fetchFile(url: URL): Promise<Response> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url.pathname}: should be served, got HTTP ${response.status}`);
  return response;
}
