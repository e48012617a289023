import { datasetKey } from '../../../src/data/catalog/info.ts';
import { defaultSpec } from '../../../src/experiment/presets.ts';
import { defaultView, emptyRun } from '../../../src/store/app.ts';
import type { AppState } from '../../../src/store/state.ts';

export const gpu = {
  backend: 'webgpu',
  vendor: 'apple',
  architecture: 'metal-3',
  description: '',
  software: false,
  fallback: null,
} as const;

export const loaded = {
  id: datasetKey(defaultSpec.data),
  loadedBytes: 10,
  totalBytes: 10,
  loadedTrain: 60_000,
  trainCount: 60_000,
  ready: true,
  failures: [],
} as const;

/** A page at rest before the first step, with all its data, on a GPU; `patch` on top. */
export function pageState(
  patch: Partial<Omit<AppState, 'run'>> & { run?: Partial<AppState['run']> } = {},
): AppState {
  const { run, ...rest } = patch;
  return {
    spec: defaultSpec,
    presetId: 'what-momentum-buys',
    unchangedLanes: defaultSpec.lanes,
    specError: null,
    adapter: gpu,
    bufferLimits: null,
    isAdapterLate: false,
    imported: null,
    importError: null,
    data: loaded,
    stalled: [],
    silence: null,
    addressError: null,
    language: 'en',
    languageError: null,
    isOffline: false,
    thumbnails: null,
    replacing: null,
    previous: null,
    searches: [],
    view: defaultView,
    hidden: [],
    dismissed: [],
    trainedHidden: false,
    ...rest,
    run: { ...emptyRun, state: 'paused', ...run },
  };
}
