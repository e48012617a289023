import type { Translator } from '../../messages/translator.ts';

const bytesPerNumber = 4;

/** What an optimizer keeps: `2 numbers per parameter, 0.158 MiB here`; the size once the model is known. */
export function memoryText(t: Translator, perParameter: number, parameters: number | null): string {
  if (perParameter === 0) return t('lanes.formula.noMemory');
  if (parameters === null) return t('lanes.formula.memoryEach', { numbers: perParameter });
  const mebibytes = (perParameter * parameters * bytesPerNumber) / 2 ** 20;
  const size = t.format.unit(t.format.chosen(mebibytes), 'MiB');
  return t('lanes.formula.memoryHere', { numbers: perParameter, size });
}
