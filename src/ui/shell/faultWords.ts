import type { ErrorReport } from '../../core/errors.ts';
import type { Fault, ResultFault } from '../../core/faults.ts';
import type { FileKind } from '../../core/file-kind.ts';

/** What is said of a link or a file that cannot be opened. */
export interface FaultWords {
  /** What it is, in a sentence. */
  readonly title: string;
  /** What to do. */
  readonly text: string;
  /** For those who made the link or the file: where in it, and what it should be. */
  readonly details: string | null;
}

const kinds: Readonly<Record<FileKind, string>> = {
  empty: 'it is empty',
  folder: 'it is a folder, or cannot be read',
  png: 'it is a PNG image',
  jpeg: 'it is a JPEG image',
  gif: 'it is a GIF image',
  webp: 'it is a WebP image',
  heic: 'it is a HEIC or AVIF image',
  svg: 'it is an SVG image',
  pdf: 'it is a PDF document',
  zip: 'it is a zip archive',
  gzip: 'it is a gzip archive',
  office: 'it is an office document',
  csv: 'it is a table (CSV)',
  html: 'it is a web page',
  'video or audio': 'it is a video or a sound',
  hdf5: 'it is an HDF5 file, as Keras saves models',
  pytorch: 'it is a PyTorch file',
  numpy: 'it is a NumPy file',
  safetensors: 'it is a safetensors file under another name',
  json: 'it isn’t a Downhill result',
  text: 'it is plain text',
  unknown: 'it isn’t a kind of file known here',
};

const opens =
  'Downhill opens results exported from this page (.json) and weights (.safetensors, or a TensorFlow.js model.json with its .bin files).';

/** What to do with kinds of files that can be made into one that opens. */
const instead: Partial<Record<FileKind, string>> = {
  zip: 'Unpack it first.',
  gzip: 'Unpack it first.',
  csv: 'A table of steps can’t be opened again: export the result as JSON instead.',
  hdf5: 'Convert it with tensorflowjs_converter, or save its weights as safetensors.',
  pytorch: 'Save its weights as safetensors.',
  numpy: 'Save its weights as safetensors.',
  safetensors: 'Rename it to end in .safetensors.',
};

const notResult = 'Choose a .json file exported from this page.';
const results: Readonly<Record<ResultFault, { readonly why: string; readonly todo: string }>> = {
  damaged: { why: 'it is damaged or incomplete', todo: `${notResult} If it was copied, copy it again.` },
  'no result': { why: 'it isn’t a Downhill result', todo: notResult },
  experiment: {
    why: 'it is an experiment without a result',
    todo: `${notResult} An experiment opens from its link.`,
  },
  newer: { why: 'a newer version of Downhill made it', todo: 'Reload this page to get the latest version.' },
  result: {
    why: 'its result isn’t valid',
    todo: 'It was changed or damaged after it was exported. Export it again.',
  },
  large: { why: 'it is too large', todo: 'Results of up to 64 MiB can be opened.' },
};

type LinkFault = Extract<Fault, { of: 'link' }>['id'];
const links: Readonly<Record<LinkFault, Omit<FaultWords, 'details'>>> = {
  damaged: { title: 'This link can’t be opened: it is damaged.', text: 'Copy it again in full.' },
  large: {
    title: 'This link can’t be opened: it is too long.',
    text: 'Copy it again in full. A race with very many live edits is better shared as a result file.',
  },
  newer: {
    title: 'This link can’t be opened: a newer version of Downhill made it.',
    text: 'Reload this page to get the latest version.',
  },
  foreign: { title: 'This address isn’t a Downhill link.', text: 'Copy the whole link again.' },
  experiment: {
    title: 'This link can’t be opened: its experiment isn’t valid.',
    text: 'Ask for the link again, or go on without it.',
  },
};

/**
 * The words for a fault; null where a report has none.
 * @param file what it was called, if it was a file
 */
export function faultWords({ fault, message }: ErrorReport, file = ''): FaultWords | null {
  if (fault === undefined) return null;
  const cannot = `Can’t open ${file === '' ? 'these files' : `“${shortened(file)}”`}`;
  switch (fault.of) {
    case 'link':
      return { ...links[fault.id], details: fault.id === 'experiment' ? message : null };
    case 'result': {
      const { why, todo } = results[fault.id];
      return { title: `${cannot}: ${why}.`, text: todo, details: fault.id === 'result' ? message : null };
    }
    case 'weights': {
      const why = fault.id === 'misfit' ? ': they don’t fit this network' : '';
      return { title: `Can’t use these weights${why}.`, text: sentence(message), details: null };
    }
    case 'files': {
      if (fault.id === 'several') {
        const text = 'Choose one result, or all files of one model.';
        return { title: `Can’t open ${fault.count} files at once.`, text, details: null };
      }
      const todo = [instead[fault.kind], opens].filter((part) => part !== undefined).join(' ');
      return { title: `${cannot}: ${kinds[fault.kind]}.`, text: todo, details: null };
    }
  }
}

const maxName = 60;

function shortened(name: string): string {
  return name.length <= maxName ? name : `${name.slice(0, maxName - 12)}…${name.slice(-10)}`;
}

function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
