import type { DatasetView } from '../view.ts';
import { viewInfo } from '../view.ts';
import { emoji } from './emoji.ts';
import { emoji64 } from './emoji-64.ts';
import { fashionMnist } from './fashion-mnist.ts';
import type { BuiltInDataset, DatasetInfo, DatasetRef, LocalInfo } from './info.ts';
import { datasetKey } from './info.ts';
import { mnist10k } from './mnist-10k.ts';

/** The datasets that come with the page; the first is the default. */
export const datasets = [fashionMnist, mnist10k, emoji, emoji64] as const;

/** Datasets that are found by an id. */
export type Catalog = readonly BuiltInDataset[];

/** Where a catalogue has a dataset's files; undefined where it has none of that id. */
export const folderOf = (id: string, catalog: Catalog = datasets): string | undefined =>
  catalog.find((dataset) => dataset.id === id)?.folder;

/** What is known of a dataset as it is; undefined where the catalogue has none of that id. */
export function findDataset(ref: DatasetRef, catalog: Catalog = datasets): DatasetInfo | undefined {
  if (ref.info) return describedBy(ref.info);
  return catalog.find(({ id }) => id === ref.id);
}

/** What is known of the images that an experiment's data part asks for, as its view shows them; undefined likewise. */
export function datasetOf(data: DatasetView & DatasetRef, catalog?: Catalog): DatasetInfo | undefined {
  const info = findDataset(data, catalog);
  return info && viewInfo(info, data);
}

/** The proper name of a dataset. */
export const datasetName = (ref: DatasetRef): string => findDataset(ref)?.name ?? datasetKey(ref);

function describedBy({ name, shape, classes, perClass }: LocalInfo): DatasetInfo {
  const sumOf = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);
  return {
    name,
    shape,
    classes,
    classCount: classes.length,
    perClass,
    trainCount: sumOf(perClass.train),
    testCount: sumOf(perClass.test),
  };
}
