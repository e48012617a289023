import { createStore, useStore } from 'zustand';
import { defaultPresetId, defaultSpec } from '../experiment/presets.ts';
import { PacedSubscription } from './paced-subscription.ts';
import type { AppState, LaneRun, RunSlice, ViewState } from './state.ts';

/** A lane before its first step. */
export const emptyLane: LaneRun = {
  state: 'ready',
  divergence: null,
  targetStep: null,
  skipped: 0,
  epochs: [],
  latestValidation: null,
  test: null,
};

export const emptyRun: RunSlice = {
  state: 'idle',
  openedSpec: defaultSpec,
  edits: [],
  displaySpec: defaultSpec,
  replaySpec: defaultSpec,
  round: null,
  roundEnd: null,
  rounds: [],
  pendingAction: null,
  endRequested: false,
  step: 0,
  totalSteps: null,
  stepsPerEpoch: null,
  stepsPerSecond: null,
  msPerStep: null,
  wallMs: null,
  model: null,
  classes: [],
  lanes: [emptyLane],
  waiting: null,
  evaluating: null,
  error: null,
  savedRounds: 0,
};

export const defaultView: ViewState = {
  theme: 'auto',
  language: null,
  projector: false,
  smoothing: 0.9,
  logY: true,
  logX: false,
  ignoreOutliers: false,
  xUnit: 'steps',
  speed: null,
};

const store = createStore<AppState>(() => ({
  spec: defaultSpec,
  presetId: defaultPresetId,
  unchangedLanes: defaultSpec.lanes,
  specError: null,
  adapter: null,
  bufferLimits: null,
  isAdapterLate: false,
  imported: null,
  importError: null,
  data: null,
  stalled: [],
  silence: null,
  addressError: null,
  isOffline: false,
  thumbnails: null,
  run: emptyRun,
  replacing: null,
  previous: null,
  searches: [],
  view: defaultView,
  language: 'en',
  languageError: null,
  hidden: [],
  dismissed: [],
  trainedHidden: false,
}));

const shown = new PacedSubscription();
store.subscribe(shown.changed);
const shownStore = {
  ...store,
  subscribe: (listener: (now: AppState, before: AppState) => void) =>
    shown.subscribe(() => listener(store.getState(), store.getState())),
};

/** Changes the store as the worker tells: components show it soon, together with what follows. */
export const changeByWorker = shown.byWorker;

/**
 * The one store of the page. The actions of this folder write it, and a banner that names a path; components read it by
 * this hook, and everything else by its methods, which are never behind.
 */
export const useApp = Object.assign(
  <Selected>(selector: (state: AppState) => Selected): Selected => useStore(shownStore, selector),
  store,
);
