import type { BufferLimits } from '../compiler/limits.ts';
import type { ErrorReport } from '../core/errors.ts';
import type { Language } from '../core/language.ts';
import type { TimedEdit } from '../experiment/edits.ts';
import type { ExperimentSpec, LaneSpec } from '../experiment/schema.ts';
import type { ModelSummary } from '../nn/model.ts';
import type { SilenceReport } from '../protocol/heartbeat.ts';
import type { DataProgress, RoundEnd, RoundReport, RunState, Thumbnails } from '../protocol/messages.ts';
import type { AdapterReport, EpochLoss, Evaluation } from '../protocol/training-facts.ts';
import type { Wait } from '../protocol/wait.ts';
import type { Divergence, LaneState } from '../race/outcome.ts';
import type { Round, RoundLane } from '../race/plan.ts';
import type { Search } from '../race/tries.ts';
import type { AddressError } from './address.ts';
import type { LaneSeries } from './series.ts';

export type XUnit = 'steps' | 'epochs' | 'examples' | 'seconds';
export type Theme = 'auto' | 'light' | 'dark';

/** How the page shows things; kept in localStorage. */
export interface ViewState {
  readonly theme: Theme;
  /** Null for the first of the browser's languages that the page has. */
  readonly language: Language | null;
  /** Larger type, thicker lines and fewer figures, for the back row. */
  readonly projector: boolean;
  /** Weight of the debiased moving average, 0 to 0.999. */
  readonly smoothing: number;
  readonly logY: boolean;
  readonly logX: boolean;
  /** Leaves what few steps reach out of the vertical axis. */
  readonly ignoreOutliers: boolean;
  readonly xUnit: XUnit;
  /** Steps a second; null for as fast as it goes. */
  readonly speed: number | null;
}

export interface LaneRun {
  readonly state: LaneState;
  readonly divergence: Divergence | null;
  readonly targetStep: number | null;
  readonly epochs: readonly EpochLoss[];
  readonly latestValidation: Evaluation | null;
  readonly test: Evaluation | null;
  /** Steps that the stability guard did not take. */
  readonly skipped: number;
}

/** A lane in a round, with all that was measured of it; while learning rates are searched, at one of them. */
export interface RoundEntry extends RoundLane {
  /** As it ran: with the learning rate tried or chosen, and the live edits. */
  readonly effectiveSpec: LaneSpec;
  readonly run: LaneRun;
  readonly series: LaneSeries;
}

/** What was trained at once. */
export interface RoundState extends Pick<Round, 'phase' | 'seed' | 'steps'> {
  /** Counts the rounds of the run. */
  readonly index: number;
  readonly entries: readonly RoundEntry[];
  /** Null while it is under way, and where it was cut short by a failure. */
  readonly end: RoundEnd | null;
  /** How long it took, evaluation and preparation with it, pauses left out; unknown of one out of a file. */
  readonly wallMs?: number;
}

/** The current run; gone with the page. The numbers of the round under way are in `seriesStore`, not here. */
export interface RunSlice {
  readonly state: RunState;
  /** The experiment it was opened with, its lanes as they are named, styled and ordered now. */
  readonly openedSpec: ExperimentSpec;
  /** The live edits since, each as the worker recorded it; both specs below are derived of them by `editedRun`. */
  readonly edits: readonly TimedEdit[];
  /** As shown: with an event for each gesture. */
  readonly displaySpec: ExperimentSpec;
  /** With an event for each edit: this replays the run to the bit. */
  readonly replaySpec: ExperimentSpec;
  /** The round under way, or the last; null until the worker has told. */
  readonly round: RoundReport | null;
  readonly roundEnd: RoundEnd | null;
  /** The rounds before it, in order. */
  readonly rounds: readonly RoundState[];
  /** What was pressed while the network was being built, to be done once it is; `train` until it trains. */
  readonly pendingAction: 'train' | 'step' | null;
  /** Whether to end it where it is was the last that was asked of it. */
  readonly endRequested: boolean;
  /** Steps taken in the round under way. */
  readonly step: number;
  readonly totalSteps: number | null;
  readonly stepsPerEpoch: number | null;
  /** By the clock, evaluation included: while it trains that of the last steps, at rest the mean of the round; null while unknown. */
  readonly stepsPerSecond: number | null;
  /** Mean training time of a step, without the first submission and what was slowed down; null while nothing is known. */
  readonly msPerStep: number | null;
  /** What has passed of the round under way by the clock: as `RoundState` has it; null before a step, and of a file. */
  readonly wallMs: number | null;
  readonly model: ModelSummary | null;
  readonly classes: readonly string[];
  /** Of the round under way, by the position in `round.lanes`. */
  readonly lanes: readonly LaneRun[];
  readonly waiting: Wait | null;
  /** The split that is evaluated right now; null between evaluations. */
  readonly evaluating: Evaluation['split'] | null;
  readonly error: ErrorReport | null;
  /** How many of its rounds were over when the result was last saved to a file. */
  readonly savedRounds: number;
}

/** Where a result on the page came from, if not from here. */
export interface ImportedResult {
  readonly name: string;
  readonly adapter: AdapterReport;
}

/** The run before this one, drawn faint; of a race one lane. */
export interface PreviousRun {
  readonly series: LaneSeries;
  /** With the live edits as events, and that lane alone. */
  readonly spec: ExperimentSpec;
  readonly stepsPerEpoch: number | null;
  /** Whether it was one of several lanes. */
  readonly raced: boolean;
}

/** What would be lost if another run took the place of the one on the page. */
export interface Loss {
  readonly kind: 'finished' | 'running';
  /** Steps taken in the round under way, of how many; null where it has no end. */
  readonly step: number;
  readonly totalSteps: number | null;
  /** Round that are over and not in a file yet; 0 where there is nothing to save. */
  readonly unsavedRounds: number;
}

export interface AppState {
  /** The current experiment, which the next run trains; always valid. The link carries it. */
  readonly spec: ExperimentSpec;
  readonly presetId: string | null;
  /** Its lanes without live edits made since it was opened. */
  readonly unchangedLanes: readonly LaneSpec[];
  /** Why the link could not be read, or a value not be taken. */
  readonly specError: ErrorReport | null;
  readonly adapter: AdapterReport | null;
  /** What it grants of one buffer; null where it is not known, or no compiled step runs on it. */
  readonly bufferLimits: BufferLimits | null;
  /** Whether the page was painted before the adapter was known. */
  readonly isAdapterLate: boolean;
  /** Set while the current run is a result out of a file. */
  readonly imported: ImportedResult | null;
  /** Why the last file was not opened, and what it is called. */
  readonly importError: (ErrorReport & { readonly file: string }) | null;
  readonly data: DataProgress | null;
  /** Files of the data that have stopped coming, by folder and name. */
  readonly stalled: readonly string[];
  /** How the worker fails to answer; null while it does, or is waited for. */
  readonly silence: SilenceReport | null;
  /** What the address asks for and there is not. */
  readonly addressError: AddressError | null;
  readonly isOffline: boolean;
  readonly thumbnails: Thumbnails | null;
  readonly run: RunSlice;
  /** The question that is asked before the run makes way; null while none is. */
  readonly replacing: Loss | null;
  readonly previous: PreviousRun | null;
  /** What the lanes of the experiment were tried at before the current run. */
  readonly searches: readonly Search[];
  readonly view: ViewState;
  /** What the page is to be shown in. */
  readonly language: Language;
  /** The language that was asked for and did not load. */
  readonly languageError: Language | null;
  /** Looks of the lanes that the charts leave out. */
  readonly hidden: readonly number[];
  /** Banners the person has closed. */
  readonly dismissed: readonly string[];
  /** True where the tab is hidden while training goes on; said in the title and on return. */
  readonly trainedHidden: boolean;
}
