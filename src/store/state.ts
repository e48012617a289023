import type { ErrorReport } from '../core/errors.ts';
import type { ModelSummary } from '../nn/model.ts';
import type {
  AdapterReport,
  DataProgress,
  Divergence,
  EpochLoss,
  Evaluation,
  LaneState,
  RunState,
  Thumbnails,
} from '../protocol/messages.ts';
import type { ExperimentSpec } from '../spec/schema.ts';
import type { LaneSeries } from './series.ts';

export type XUnit = 'steps' | 'epochs' | 'examples' | 'seconds';
export type Theme = 'auto' | 'light' | 'dark';

/** How the page shows things; kept in localStorage. */
export interface ViewState {
  readonly theme: Theme;
  /** Weight of the debiased moving average, 0 to 0.999. */
  readonly smoothing: number;
  readonly logY: boolean;
  readonly xUnit: XUnit;
  /** Steps a second; null for as fast as it goes. */
  readonly speed: number | null;
}

export interface LaneRun {
  readonly state: LaneState;
  readonly divergence: Divergence | null;
  readonly targetStep: number | null;
}

/** The run at hand; gone with the page. Every step's numbers are in `seriesStore`, not here. */
export interface RunSlice {
  readonly state: RunState;
  /** Steps taken. */
  readonly step: number;
  readonly horizon: number | null;
  readonly stepsPerEpoch: number | null;
  /** Measured over the last second of training; null while nothing is known. */
  readonly stepsPerSecond: number | null;
  readonly model: ModelSummary | null;
  readonly classes: readonly string[];
  readonly lanes: readonly LaneRun[];
  readonly epochs: readonly EpochLoss[];
  readonly latestValidation: Evaluation | null;
  readonly test: Evaluation | null;
  readonly waiting: string | null;
  readonly error: ErrorReport | null;
}

/** The run before this one, drawn faint. */
export interface PreviousRun {
  /** How it differs from the run at hand: `lr 0.05 → 0.02`; or `same settings`. */
  readonly label: string;
  readonly series: LaneSeries;
  readonly spec: ExperimentSpec;
  readonly stepsPerEpoch: number | null;
}

export interface AppState {
  /** The experiment at hand; always valid. The link carries it. */
  readonly spec: ExperimentSpec;
  readonly presetId: string | null;
  /** Why the link could not be read, or a value not be taken. */
  readonly specError: ErrorReport | null;
  readonly adapter: AdapterReport | null;
  readonly data: DataProgress | null;
  readonly thumbnails: Thumbnails | null;
  readonly run: RunSlice;
  readonly previous: PreviousRun | null;
  readonly view: ViewState;
  /** Banners the person has closed. */
  readonly dismissed: readonly string[];
  /** True where the tab is hidden while training goes on; said in the title and on return. */
  readonly trainedHidden: boolean;
}
