import type { Translator } from './translator.ts';

interface NamedWeights {
  readonly name: string;
  readonly step?: number;
  readonly parts?: number;
}

/** What weights that this machine keeps are called: `Nesterov, step 300`, or the name of their file. */
export function weightsName(t: Translator, { name, step, parts }: NamedWeights): string {
  if (step !== undefined) return t('settings.start.ofLane', { name, step: t.format.whole(step) });
  return parts === undefined ? name : t('settings.start.ofParts', { name, parts });
}
