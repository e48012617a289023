import { gradientPresets } from './gradient-presets.ts';
import { currentVersions } from './migrate.ts';
import { narrowPresets } from './narrow-presets.ts';
import type { PresetDeclaration } from './preset-declaration.ts';
import { racePresets } from './race-presets.ts';
import { runPresets } from './run-presets.ts';
import type { ExperimentSpec } from './schema.ts';
import { parseSpec } from './schema.ts';

/**
 * Where a preset stands among the others: races, single lanes, gradient diagnostics, and what a CPU is wide
 * enough for.
 */
export type PresetKind = 'race' | 'run' | 'gradients' | 'narrow';

type PresetSpec =
  | (typeof racePresets)[number]
  | (typeof runPresets)[number]
  | (typeof gradientPresets)[number]
  | (typeof narrowPresets)[number];

export type PresetId = PresetSpec['id'];

export interface Preset extends Omit<PresetDeclaration, 'id' | 'spec'> {
  readonly id: PresetId;
  readonly kind: PresetKind;
  readonly spec: ExperimentSpec;
}

const filledIn = (
  kind: PresetKind,
  declarations: readonly (PresetDeclaration & { readonly id: PresetId })[],
): Preset[] =>
  declarations.map((declaration) => ({
    ...declaration,
    kind,
    spec: parseSpec({ version: currentVersions.experiment, name: declaration.id, ...declaration.spec }),
  }));

/** Experiments to start from; the first is the one a new visitor sees. */
export const presets: readonly Preset[] = [
  ...filledIn('race', racePresets),
  ...filledIn('run', runPresets),
  ...filledIn('gradients', gradientPresets),
  ...filledIn('narrow', narrowPresets),
];

/** The preset of that id, or known by it. */
export function presetById(id: string): Preset | undefined {
  return presets.find((preset) => preset.id === id || preset.aliases?.includes(id));
}

/** What a new visitor sees. */
export const defaultPresetId = 'what-momentum-buys';
/** What a new visitor sees where only a CPU does the work: the same race on a narrower network. */
export const softwarePresetId = 'what-momentum-buys-narrow';

/** What shows nearly the same where only a CPU does the work: a preset's own narrow form, else a race or one lane. */
export function narrowIdOf(presetId: string | null): string {
  const preset = presetById(presetId ?? '');
  return preset?.narrow ?? (preset?.kind === 'run' ? 'narrow' : softwarePresetId);
}

export const defaultSpec: ExperimentSpec = presetById(defaultPresetId)?.spec ?? parseSpec(undefined);
