const longestPart = 60;

/**
 * The name of a file that is saved: what it holds, when it was saved (local time), and its ending.
 * `exportName(['What momentum buys', 'SGD'], 'csv', new Date(2026, 10, 29, 14, 2))` is
 * `what-momentum-buys_sgd_2026-11-29_1402.csv`. Letters, marks and digits of any script stay; all else becomes hyphens, so
 * that every file system takes it. A part without any is left out.
 */
export function exportName(parts: readonly string[], ending: string, when: Date): string {
  const words = parts.map(slug).filter((part) => part !== '');
  return `${[...(words.length > 0 ? words : ['race']), timeStamp(when)].join('_')}.${ending}`;
}

/** `What momentum buys` becomes `what-momentum-buys`; at most 60 characters, cut between words where there are several. */
function slug(text: string): string {
  const words =
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  let joined = '';
  for (const word of words) {
    const longer = joined === '' ? word : `${joined}-${word}`;
    if ([...longer].length > longestPart) break;
    joined = longer;
  }
  const [first = ''] = words;
  return joined === '' ? [...first].slice(0, longestPart).join('') : joined;
}

function timeStamp(when: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = [when.getFullYear(), two(when.getMonth() + 1), two(when.getDate())].join('-');
  return `${day}_${two(when.getHours())}${two(when.getMinutes())}`;
}
