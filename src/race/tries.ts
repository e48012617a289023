import { canonical } from '../core/canonical.ts';
import type { ExperimentSpec, LaneSpec } from '../experiment/schema.ts';

/** What a lane has been tried at before: a search of learning rates, or a race of its own settings. */
export interface Search {
  /** Of the lane. */
  readonly styleIndex: number;
  readonly optimizer: string;
  /** The images and the network: tries on others say nothing of these. */
  readonly task: string;
  /** Searches of one key repeat each other to the bit, and count once. */
  readonly key: string;
  readonly tries: number;
}

/** What an experiment was opened with: tries that were written down in it, by whom or when is not known. */
export function earlierSearches(spec: ExperimentSpec): readonly Search[] {
  return spec.lanes.flatMap((lane) => {
    const { tried = 0 } = lane;
    return tried === 0 ? [] : [{ ...identityOf(spec, lane), key: 'earlier', tries: tried }];
  });
}

/**
 * The tries known so far with those of a run. A fair race adds what its search has tried; a quick one adds a try to each
 * lane that has been searched before, for whoever races a lane again with other settings goes on tuning it. A repetition
 * that is cut short takes away no try.
 * @param tried learning rates that the run has tried, by lane; in a quick race 1 for a lane that has raced
 */
export function withSearchesOf(
  searches: readonly Search[],
  spec: ExperimentSpec,
  tried: readonly number[],
): readonly Search[] {
  const newSearches = spec.lanes.flatMap((lane, i) => {
    const tries = tried[i] ?? 0;
    const lasting = { ...identityOf(spec, lane), key: keyOf(spec, lane) };
    const repeated = searches.find((old) => isOf(old, lasting) && old.key === lasting.key);
    const search = { ...lasting, tries: Math.max(tries, repeated?.tries ?? 0) };
    const counts = spec.race.mode === 'fair' || searches.some((other) => isOf(other, search));
    return tries > 0 && counts ? [search] : [];
  });
  const oldSearches = searches.filter(
    (old) => !newSearches.some((search) => isOf(old, search) && old.key === search.key),
  );
  return [...oldSearches, ...newSearches];
}

/** The experiment with what each lane has been tried at before, but for what this experiment only repeats. */
export function withTried(spec: ExperimentSpec, searches: readonly Search[]): ExperimentSpec {
  const lanes = spec.lanes.map((lane): LaneSpec => {
    const { tried: earlierTries = 0, ...rest } = lane;
    // a lane that is new took what it has from the one it was copied from
    const before = searches.some(({ styleIndex }) => styleIndex === lane.styleIndex)
      ? triesBefore(spec, lane, searches)
      : earlierTries;
    return before === 0 ? rest : { ...rest, tried: Math.min(before, maxTried) };
  });
  return lanes.every(({ tried }, i) => tried === spec.lanes[i]?.tried) ? spec : { ...spec, lanes };
}

/** As the schema has it. */
const maxTried = 9999;

function triesBefore(spec: ExperimentSpec, lane: LaneSpec, searches: readonly Search[]): number {
  const identity = identityOf(spec, lane);
  const key = keyOf(spec, lane);
  return searches
    .filter((search) => isOf(search, identity) && search.key !== key)
    .reduce((sum, { tries }) => sum + tries, 0);
}

type Identity = Pick<Search, 'styleIndex' | 'optimizer' | 'task'>;

function identityOf({ data, model }: ExperimentSpec, { styleIndex, optimizer }: LaneSpec): Identity {
  const { id, classes, trainCount, size, fit, rgb } = data;
  return {
    styleIndex,
    optimizer: optimizer.id,
    task: canonical([id, classes, trainCount, size, fit, rgb, model]),
  };
}

const isOf = (a: Identity, b: Identity): boolean =>
  a.styleIndex === b.styleIndex && a.optimizer === b.optimizer && a.task === b.task;

/** All that a search depends on; of a quick race, whichever its seeds are. */
function keyOf({ data, model, start, training, race }: ExperimentSpec, lane: LaneSpec): string {
  const { id: _id, name: _name, styleIndex: _styleIndex, tried: _tried, ...settings } = lane;
  const search = race.mode === 'fair' ? [race.grid, race.tuningSeed] : [];
  return canonical([settings, data, model, start, training, ...search]);
}
