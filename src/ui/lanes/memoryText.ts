import { formatValue, formatWhole, withUnit } from '../../core/format.ts';

const bytesPerNumber = 4;

/** What an optimizer keeps: `2 numbers a parameter, 0.158 MiB here`; the size once the model is known. */
export function memoryText(perParameter: number, parameters: number | null): string {
  if (perParameter === 0) return 'none';
  const each = `${formatWhole(perParameter)} number${perParameter === 1 ? '' : 's'} a parameter`;
  if (parameters === null) return each;
  const mebibytes = (perParameter * parameters * bytesPerNumber) / 2 ** 20;
  return `${each}, ${withUnit(formatValue(mebibytes), 'MiB')} here`;
}
