import { emoji } from './emoji.ts';
import { emoji64 } from './emoji-64.ts';
import { fashionMnist } from './fashion-mnist.ts';
import type { DatasetMeta } from './info.ts';
import { mnist10k } from './mnist-10k.ts';
import type { DatasetView } from '../view.ts';
import { viewMeta } from '../view.ts';

/** The datasets that come with the page; the first is the default. */
export const datasets = [fashionMnist, mnist10k, emoji, emoji64] as const;

/** The dataset of that id, or undefined. */
export function findDataset(id: string): DatasetMeta | undefined {
  return datasets.find((dataset) => dataset.id === id);
}

/** What is known of the images that an experiment's data part asks for; undefined where there is no such dataset. */
export function datasetOf(data: DatasetView & { readonly id: string }): DatasetMeta | undefined {
  const meta = findDataset(data.id);
  return meta && viewMeta(meta, data);
}
