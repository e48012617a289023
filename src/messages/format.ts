import type { Language } from '../core/language.ts';

/** What `Intl` goes by: British English has no comma before the last `and` of a list. */
const locales: Readonly<Record<Language, string>> = { en: 'en-GB', zh: 'zh-Hans' };
const narrowSpace = '\u202f'; // narrow and unbreakable
const minusSign = '\u2212';

/** Decimals added at most to tell a fraction from a bound it has not reached. */
const moreDecimals = 2;

/** The units of time that a language writes in its own words. */
const times: Readonly<Record<Language, { readonly s: string; readonly min: string; readonly h: string }>> = {
  en: { s: 's', min: 'min', h: 'h' },
  zh: { s: '秒', min: '分', h: '小时' },
};

const prefixes = [
  [1e12, 'T'],
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
] as const;

/** Numbers, with their units, and lists, as a language writes them. */
export type Format = ReturnType<typeof createFormat>;

/**
 * The formats of a language: digits, signs and lists by `Intl`, with thin spaces between thousands in all of them. What is
 * not a number reads `NaN`, `∞` or `−∞`.
 */
export function createFormat(language: Language) {
  const tag = locales[language];
  const { s, min, h } = times[language];
  const spaceBeforePercent = language === 'zh' ? '' : narrowSpace;
  const numbers = new Map<number, Intl.NumberFormat>();
  const lists = new Map<string, Intl.ListFormat>();

  function numberFormat(places: number, isGrouped: boolean): Intl.NumberFormat {
    const key = isGrouped ? -1 - places : places;
    const cached = numbers.get(key);
    if (cached) return cached;
    const made = new Intl.NumberFormat(tag, {
      minimumFractionDigits: places,
      maximumFractionDigits: places,
      useGrouping: isGrouped,
    });
    numbers.set(key, made);
    return made;
  }

  /** The size of a number with so many decimals, without its sign. */
  const fixed = (size: number, places: number): string => numberFormat(places, false).format(size);

  /** The same, with thin spaces between thousands. */
  function grouped(size: number, places: number): string {
    if (size < 999) return fixed(size, places); // parts are slow, and charts write many small numbers
    return numberFormat(places, true)
      .formatToParts(size)
      .map(({ type, value }) => (type === 'group' ? narrowSpace : value))
      .join('');
  }

  /** A whole number, a true minus before it: −1240 → `−1 240`. */
  function whole(value: number): string {
    if (!Number.isFinite(value)) return odd(value);
    return signed(Math.round(value), (size) => grouped(size, 0));
  }

  /**
   * A measured number with three significant digits, zeros kept so that its width stays: 0.27 → `0.270`, 12.34 → `12.3`.
   * From 1000 up whole numbers; a power of ten from a million up and below a ten-thousandth: `2.74 × 10⁻⁷`.
   */
  function measured(value: number): string {
    if (!Number.isFinite(value)) return odd(value);
    return signed(value, (size) => plainOrExponent(size, 3, false));
  }

  /** A chosen number, with as few digits as tell it apart: 0.02 → `0.02`, 0.006283 → `0.00628`. */
  function chosen(value: number, significant = 3): string {
    if (!Number.isFinite(value)) return odd(value);
    return signed(value, (size) => plainOrExponent(size, significant, true));
  }

  /** A number with so many decimals: 1.5 → `1.50`. */
  function decimals(value: number, count: number): string {
    if (!Number.isFinite(value)) return odd(value);
    return signed(Number(value.toFixed(count)), (size) => grouped(size, count));
  }

  /** A power of ten as such: 0.01 → `10⁻²`. */
  const power = (value: number): string => timesPowerOfTen('1', Math.round(Math.log10(value)));

  /**
   * A fraction as a percentage with one decimal unless told otherwise: 0.8891 → `88.9 %`, in Chinese `88.9%`. Never
   * rounded onto 0 or 100 %, nor onto `bound`, where it is not just that: 0.9996 → `99.96 %`, 1e-7 → `<0.001 %`.
   */
  const percent = (fraction: number, places = 1, bound = 1): string =>
    hundredths(fraction, places, bound, `${spaceBeforePercent}%`);

  /** A difference of two fractions in percentage points, in the same way: 0.041 → `4.1 pt`, in Chinese `4.1 个百分点`. */
  const points = (difference: number): string =>
    hundredths(difference, 1, 1, `${narrowSpace}${language === 'zh' ? '个百分点' : 'pt'}`);

  function hundredths(fraction: number, places: number, bound: number, unit: string): string {
    if (!Number.isFinite(fraction)) return odd(fraction);
    const rounded = (value: number, count: number): number => Number((value * 100).toFixed(count));
    const text = (value: number, count: number): string =>
      signed(rounded(value, count), (size) => `${fixed(size, count)}${unit}`);
    const finest = places + moreDecimals;
    for (let count = places; count <= finest; count++) {
      const onto = [0, 1, bound].some(
        (of) => of !== fraction && rounded(of, count) === rounded(fraction, count),
      );
      if (!onto) return text(fraction, count);
    }
    const step = 10 ** -finest / 100;
    if (Math.abs(fraction) < step) return `${fraction < 0 ? `>${minusSign}` : '<'}${text(step, finest)}`;
    if (rounded(fraction, finest) !== rounded(1, finest)) return text(fraction, finest);
    return fraction < 1 ? `>${text(1 - step, finest)}` : `>${text(1, finest)}`;
  }

  function plainOrExponent(size: number, significant: number, trim: boolean): string {
    const rounded = Number(size.toPrecision(significant));
    const shorten = trim ? trimmed : (figure: string) => figure;
    if (rounded === 0) return shorten(fixed(0, significant - 1));
    if (rounded >= 1e6 || rounded < 1e-4) {
      const [mantissa = '', exponent = ''] = size.toExponential(significant - 1).split('e');
      return timesPowerOfTen(shorten(mantissa), Number(exponent));
    }
    if (rounded >= 1000) return whole(size);
    const count = Math.max(0, significant - 1 - Math.floor(Math.log10(rounded)));
    return shorten(fixed(rounded, count));
  }

  /** How many a second: one decimal below ten, whole above, `–` while unknown. */
  function rate(perSecond: number | null): string {
    if (perSecond === null || !Number.isFinite(perSecond)) return '–';
    return perSecond < 9.95 ? decimals(perSecond, 1) : whole(perSecond);
  }

  /** A span of time in its two largest units: `42 s`, `3 min 20 s`, `1 h 5 min`. */
  function duration(ms: number): string {
    const seconds = Math.round(ms / 1000);
    if (seconds < 60) return withUnit(whole(seconds), s);
    const minutes = Math.floor(seconds / 60);
    if (minutes < 60) return `${withUnit(whole(minutes), min)} ${withUnit(whole(seconds % 60), s)}`;
    return `${withUnit(whole(Math.floor(minutes / 60)), h)} ${withUnit(whole(minutes % 60), min)}`;
  }

  /** A span of time that is only guessed, in whole seconds or minutes, from an hour on in both units: `42 s`, `3 min`. */
  function roughDuration(ms: number): string {
    if (ms < 59_500) return duration(ms);
    const minutes = Math.round(ms / 60_000);
    return minutes < 60 ? withUnit(whole(minutes), min) : duration(minutes * 60_000);
  }

  /** Time a step takes, with three digits: `0.418 ms`, `12.3 ms`, `2.31 s`; `–` while unknown. */
  function stepTime(ms: number): string {
    if (!Number.isFinite(ms)) return '–';
    return ms >= 1000 ? withUnit(measured(ms / 1000), s) : withUnit(measured(ms), 'ms');
  }

  /** A count with three digits and its SI prefix: 225792 → `226 k`; with a unit `226 kFLOP`. */
  function operations(count: number, unit = ''): string {
    const [size, prefix] = prefixes.find(([at]) => count >= at) ?? [1, ''];
    const figure = chosen(count / size);
    return prefix + unit === '' ? figure : withUnit(figure, prefix + unit);
  }

  /** Bytes in the largest binary unit below them, three digits: 50176 → `49 KiB`. */
  function bytes(count: number): string {
    const step = count === 0 ? 0 : Math.min(3, Math.floor(Math.log2(count) / 10));
    return withUnit(chosen(count / 1024 ** step), ['B', 'KiB', 'MiB', 'GiB'][step] ?? 'B');
  }

  function joined(items: readonly string[], type: 'conjunction' | 'disjunction'): string {
    const list = lists.get(type) ?? new Intl.ListFormat(tag, { type });
    lists.set(type, list);
    const text = list.format(items);
    return language === 'zh' ? spacedAfterLatin(text) : text;
  }

  return {
    whole,
    measured,
    chosen,
    decimals,
    power,
    percent,
    points,
    rate,
    duration,
    roughDuration,
    stepTime,
    operations,
    bytes,
    /** Bytes in megabytes without the unit: 11900000 → `11.9`. */
    megabytes: (count: number): string => decimals(count / 1e6, 1),
    /** A figure with its unit, kept together: `32 s`. */
    unit: withUnit,
    /** `A, B and C`, in Chinese `A、B和C`. */
    and: (items: readonly string[]): string => joined(items, 'conjunction'),
    /** `A, B or C`, in Chinese `A、B或C`. */
    or: (items: readonly string[]): string => joined(items, 'disjunction'),
  };
}

function withUnit(figure: string, unit: string): string {
  return `${figure}${narrowSpace}${unit}`;
}

function odd(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? '∞' : `${minusSign}∞`;
}

function signed(value: number, print: (size: number) => string): string {
  return value < 0 ? `${minusSign}${print(-value)}` : print(Math.abs(value));
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

function timesPowerOfTen(mantissa: string, exponent: number): string {
  const figures = [...String(Math.abs(exponent))].map((digit) => superscripts[Number(digit)]).join('');
  const power = `10${exponent < 0 ? '⁻' : ''}${figures}`;
  return mantissa === '1' ? power : `${mantissa}${narrowSpace}×${narrowSpace}${power}`;
}

function trimmed(figure: string): string {
  return figure.includes('.') ? figure.replace(/\.?0+$/, '') : figure;
}

/** A list of names in Chinese, with the space that stands between Chinese and Latin letters: `Adam 和 SGD`. */
const spacedAfterLatin = (text: string): string =>
  text.replace(/(?<=[\p{Script=Latin}\p{N}])(?=[和或])|(?<=[和或])(?=[\p{Script=Latin}\p{N}])/gu, ' ');
