import type { datasets } from '../data/catalog/index.ts';
import type { PresetId, PresetKind } from '../experiment/presets.ts';
import type { sharedOptions } from '../nn/common-options.ts';
import type { ModelId, models } from '../nn/index.ts';
import type { OptimizerId, optimizers } from '../optim/index.ts';
import type { ScheduleId, schedules } from '../optim/schedules/index.ts';
import type { warmupParameters } from '../optim/schedules/warmup.ts';
import type { Family } from '../optim/transform.ts';
import type { clipNormParameter } from '../optim/transforms/clip-norm.ts';
import type { clipValueParameter } from '../optim/transforms/clip-value.ts';
import type { guardFactorParameter } from '../optim/transforms/guard.ts';

/** What is said of a parameter, an option or a choice. */
interface WithLabel {
  /** Within a sentence, so it begins small. */
  readonly label: string;
  readonly help: string;
}

type Optimizer = (typeof optimizers)[number];
type Beside = typeof clipNormParameter | typeof clipValueParameter | typeof guardFactorParameter;

/** A hyperparameter of an optimizer, or what any lane may have beside it: clipping, the guard. */
export type HyperparamKey = Optimizer['hyperparams'][number]['key'] | Beside['key'];
/** An option of an optimizer. */
export type OptionKey = Optimizer['options'][number]['key'];

/** What a language says of every optimizer that is registered, of its hyperparameters and of its options. */
export type OptimizerTexts = {
  readonly [Id in OptimizerId]: { readonly help: string; readonly differs: string };
} & {
  readonly family: { readonly [Id in Family]: string };
  readonly hyperparams: { readonly [Key in HyperparamKey]: WithLabel };
  readonly options: { readonly [Key in OptionKey]: WithLabel };
};

type Schedule = (typeof schedules)[number];
type PartKey<One extends Schedule> = One['parameters'][number]['key'] | One['choices'][number]['key'];
/** A parameter of the warm-up that may stand in front of any schedule. */
export type WarmupKey = (typeof warmupParameters)[number]['key'];

/** What a language says of every schedule that is registered, of its parameters and of its choices. */
export type ScheduleTexts = {
  readonly [Id in ScheduleId]: { readonly name: string; readonly help: string } & {
    readonly [Key in PartKey<Extract<Schedule, { readonly id: Id }>>]: WithLabel;
  };
} & {
  readonly any: { readonly [Key in WarmupKey]: WithLabel };
  readonly overrun: Readonly<Record<string, string>>;
};

/** What a language says of every preset. */
export type PresetTexts = {
  readonly [Id in PresetId]: { readonly name: string; readonly lesson: string };
} & { readonly kind: { readonly [Kind in PresetKind]: string } };

type Dataset = (typeof datasets)[number];
/** A class of a dataset that is named by a word; digits name themselves. */
export type ClassId = Exclude<Dataset['classes'][number], `${number}`>;

/** What a language says of every dataset that is registered, and of its classes. */
export type DatasetTexts = {
  readonly [Id in Dataset['id']]: { readonly description: string; readonly licence: string };
} & { readonly classes: { readonly [Id in ClassId]: string } };

interface OptionTexts {
  /** As a title, so it begins large. */
  readonly label: string;
  readonly help: string;
  /** Of a list: what one entry is called, with its place. */
  readonly item?: string;
  /** Of a choice: what a value is called, where it is no number. */
  readonly choices?: Readonly<Record<string, string>>;
}

type Model = (typeof models)[number];
type SharedKey = keyof typeof sharedOptions;
type OwnKey<Id extends ModelId> = Exclude<keyof Extract<Model, { readonly id: Id }>['options'], SharedKey>;

/** What a language says of every model that is registered, and of its options. */
export type ModelTexts = {
  readonly [Id in ModelId]: { readonly name: string; readonly help: string } & {
    readonly [Key in OwnKey<Id>]: OptionTexts;
  };
} & {
  readonly any: { readonly [Key in SharedKey]: OptionTexts };
  /** What a title is made of, and kinds of layers. */
  readonly title: Readonly<Record<string, string>>;
  readonly layer: Readonly<Record<string, string>>;
  readonly add: string;
  readonly remove: string;
};
