import type { PresetId } from '../experiment/presets.ts';
import type { Translator } from './translator.ts';

/** What an experiment is called: a preset, which is named by its id, or what somebody named it. */
export function experimentTitle(t: Translator, name: string): string {
  const key = `presets.${name as PresetId}.name` as const;
  return t.has(key) ? t(key) : name;
}
