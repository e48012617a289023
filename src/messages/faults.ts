import type { ErrorReport } from '../core/errors.ts';
import type { FileKind } from '../core/file-kind.ts';
import { errorText } from './errors.ts';
import { joinSentences } from './sentences.ts';
import type { MessageKey, Translator } from './translator.ts';

/** What is said of a link or a file that cannot be opened. */
export interface FaultText {
  /** What it is, in a sentence. */
  readonly title: string;
  /** What to do. */
  readonly text: string;
  /** For those who made the link or the file: where in it, and what it should be. */
  readonly details: string | null;
}

/** What to do with kinds of files that can be made into one that opens. */
const instead = {
  zip: 'files.instead.unpack',
  gzip: 'files.instead.unpack',
  csv: 'files.instead.csv',
  hdf5: 'files.instead.hdf5',
  pytorch: 'files.instead.safetensors',
  numpy: 'files.instead.safetensors',
  safetensors: 'files.instead.rename',
} as const satisfies Partial<Record<FileKind, MessageKey>>;

/**
 * The texts for a fault; null where a report has none.
 * @param name what it was called, if it was a file
 */
export function faultText(t: Translator, report: ErrorReport, name = ''): FaultText | null {
  const { fault } = report;
  if (fault === undefined) return null;
  const message = errorText(t, report);
  const file = name === '' ? t('files.unnamed') : t('files.quoted', { file: shortened(name) });
  switch (fault.of) {
    case 'link':
      return {
        title: t(`files.link.${fault.id}`),
        text: t(`files.link.${fault.id}Text`),
        details: fault.id === 'experiment' ? message : null,
      };
    case 'result':
      return {
        title: t(`files.result.${fault.id}`, { file }),
        text: t(`files.result.${fault.id}Text`),
        details: fault.id === 'result' ? message : null,
      };
    case 'weights':
      return { title: t(`files.weights.${fault.id}`), text: joinSentences(t, message), details: null };
    case 'files': {
      if (fault.id === 'several') {
        return {
          title: t('files.several', { count: fault.count }),
          text: t('files.severalText'),
          details: null,
        };
      }
      const { kind } = fault;
      const way = kind in instead ? t(instead[kind as keyof typeof instead]) : '';
      return {
        title: t(`files.kind.${kind}`, { file }),
        text: joinSentences(t, way, t('files.opens')),
        details: null,
      };
    }
  }
}

const maxName = 60;

function shortened(name: string): string {
  return name.length <= maxName ? name : `${name.slice(0, maxName - 12)}…${name.slice(-10)}`;
}
