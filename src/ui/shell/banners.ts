import type { ErrorReport } from '../../core/errors.ts';
import { formatWhole } from '../../core/format.ts';
import { defaultPresetId, narrowIdOf, presetById, softwarePresetId } from '../../experiment/presets.ts';
import { experimentTitle } from '../../messages/presets.ts';
import type { ModelSpec } from '../../nn/index.ts';
import type { AdapterReport, FallbackCause } from '../../protocol/messages.ts';
import { useApp } from '../../store/app.ts';
import { startAtRandom, startFromFiles, startWithHead } from '../../store/initial-weights.ts';
import { loadPreset, restartWorker } from '../../store/opening.ts';
import { hasBegun } from '../../store/rounds.ts';
import type { AppState } from '../../store/state.ts';
import { retryData } from '../../store/transport.ts';
import { messagesNow } from '../language.ts';
import { pickWeights } from '../model/pickWeights.ts';
import { adapterDetail, adapterTitle, backendNames, softwareName } from './adapterNames.ts';
import type { BannerContent } from './bannerContent.ts';
import { faultWords } from './faultWords.ts';
import { oddAddress, offlineText, silentWorker, stalledData } from './waitingBanners.ts';

/** What of the state decides the banner; the same while a run only steps on. */
export interface BannerFacts
  extends Pick<
    AppState,
    | 'adapter'
    | 'isAdapterLate'
    | 'data'
    | 'stalled'
    | 'silence'
    | 'addressError'
    | 'isOffline'
    | 'specError'
    | 'presetId'
    | 'dismissed'
    | 'trainedHidden'
    | 'imported'
    | 'importError'
  > {
  readonly name: string;
  /** True where the network is as narrow as the one loaded for a CPU. */
  readonly isNarrow: boolean;
  readonly failure: ErrorReport | null;
  readonly failedAtStep: number;
  readonly hasBegun: boolean;
}

export function bannerFacts(state: AppState): BannerFacts {
  const { adapter, data, specError, presetId, dismissed, trainedHidden, run, spec } = state;
  const { imported, importError, isAdapterLate, stalled, silence, addressError, isOffline } = state;
  const failure = run.state === 'failed' ? run.error : null;
  return {
    adapter,
    isAdapterLate,
    data,
    stalled,
    silence,
    addressError,
    isOffline,
    specError,
    presetId,
    dismissed,
    trainedHidden,
    imported,
    importError,
    name: experimentTitle(messagesNow(), spec.name),
    isNarrow:
      presetById(presetId ?? '')?.kind === 'gradients' || // deep, but so narrow and on images so small
      widthOf(spec.model) <= widthOf(presetById(softwarePresetId)?.spec.model ?? spec.model),
    failure,
    failedAtStep: failure === null ? 0 : run.step,
    hasBegun: hasBegun(run),
  };
}

/** The gravest thing to be said, or null. `closed` is the spec error the person has put away. */
export function chooseBanner(facts: BannerFacts, closed: ErrorReport | null): BannerContent | null {
  const { adapter, isNarrow } = facts;
  const found = [
    failedRun(facts),
    silentWorker(facts.silence),
    failedData(facts),
    stalledData(facts),
    refusedSpec(facts, closed),
    refusedFile(facts),
    importedBanner(facts),
    oddAddress(facts.addressError),
    adapter && fallbackBanner(adapter),
    adapter && softwareBanner(adapter, isNarrow, facts.presetId),
    lateAdapter(facts),
    hiddenTab(facts),
  ];
  return found.find((banner) => banner !== null && !facts.dismissed.includes(banner.id)) ?? null;
}

function failedRun({ failure, failedAtStep, data }: BannerFacts): BannerContent | null {
  if (failure === null) return null;
  const { code, message, hint } = failure;
  const ofStart = refusedStart(failure);
  if (ofStart) return ofStart;
  if (code === 'data' && data && data.failures.length > 0) return null;
  const at = failedAtStep > 0 ? ` at step ${formatWhole(failedAtStep)}` : '';
  const titles: Readonly<Record<ErrorReport['code'], string>> = {
    device: failedAtStep > 0 ? `The GPU failed${at}.` : 'The GPU could not be used.',
    worker: `The training stopped working${at}.`,
    data: 'The data could not be read.',
    spec: 'This experiment cannot be trained.',
    state: `The run failed${at}.`,
    internal: `The run failed${at}.`,
  };
  return {
    id: 'failed',
    tone: 'bad',
    title: titles[code],
    text: joinSentences(
      message,
      hint ?? (message.includes(';') ? '' : 'Restart begins again from the same initial weights'),
    ),
    action: { label: code === 'data' ? 'Try again' : 'Restart', run: restartWorker },
    canClose: false,
  };
}

/** Initial weights that are not there, or that are of another network. */
function refusedStart(failure: ErrorReport): BannerContent | null {
  const { path, message } = failure;
  if (!path?.startsWith('start')) return null;
  const random = { label: 'Start from random weights', run: () => void startAtRandom() };
  const common = { id: 'start', tone: 'bad', text: sentence(message), canClose: false } as const;
  if (path === 'start.sha256') {
    const choose = () =>
      pickWeights((files) => {
        void startFromFiles(files).then((error) => {
          if (!error) return;
          const withMessage = { ...failure, message: error.message };
          useApp.setState(({ run }) => ({ run: { ...run, error: withMessage } }));
        });
      });
    return {
      ...common,
      title: 'The weights to start from are not on this machine.',
      action: { label: 'Choose the file', run: choose },
      other: random,
    };
  }
  const title = 'The weights to start from are of another network.';
  if (path !== 'start.head') return { ...common, title, action: random };
  const withoutHead = { label: 'Start from all but the head', run: () => void startWithHead(false) };
  return { ...common, title, action: withoutHead, other: random };
}

function failedData({ data, isOffline }: BannerFacts): BannerContent | null {
  const [first, ...others] = data?.failures ?? [];
  if (!data || !first) return null;
  const rest = others.length === 0 ? '' : `${formatWhole(others.length)} more failed too.`;
  const meaning = data.ready ? 'Training goes on with what has arrived.' : 'Training waits for it.';
  return {
    id: `data:${data.failures.map(({ path, message }) => path ?? message).join()}`,
    tone: 'bad',
    title: 'A file of the data did not arrive whole.',
    text: joinSentences(first.message, isOffline ? offlineText : '', rest, meaning),
    action: { label: 'Download again', run: retryData },
    canClose: data.ready,
  };
}

function refusedSpec(
  { specError, name, presetId, hasBegun }: BannerFacts,
  closed: ErrorReport | null,
): BannerContent | null {
  if (specError === null || specError === closed) return null;
  const isFresh = (presetId === defaultPresetId || presetId === softwarePresetId) && !hasBegun;
  const common = {
    id: 'spec',
    tone: 'bad',
    action: isFresh ? null : { label: 'Open the default experiment', run: () => loadPreset(defaultPresetId) },
    canClose: true,
  } as const;
  const words = faultWords(specError);
  if (words) return { ...common, ...words, text: joinSentences(words.text, `“${name}” is open instead`) };
  return {
    ...common,
    title: 'This experiment was not taken.',
    text: joinSentences(specError.message, specError.hint ?? `${name} is still the one at hand`),
  };
}

/** What is wrong with a file, which left everything as it was. */
function refusedFile({ importError, name }: BannerFacts): BannerContent | null {
  if (importError === null) return null;
  const plain = { title: 'Can’t open this file.', text: importError.message, details: null };
  const words = faultWords(importError, importError.file) ?? plain;
  return {
    ...words,
    id: 'import',
    tone: 'bad',
    text: joinSentences(words.text, `“${name}” is unchanged`),
    action: null,
    canClose: true,
  };
}

function importedBanner({ imported }: BannerFacts): BannerContent | null {
  if (imported === null) return null;
  const { adapter } = imported;
  const name = experimentTitle(messagesNow(), imported.name);
  const where = [adapterTitle(adapter), adapterDetail(adapter)].filter((part) => part !== '').join(' ');
  return {
    id: 'imported',
    tone: 'info',
    title: `Imported result of ${name}, ${where}.`,
    text: 'Nothing of it was trained here; Train again races it anew.',
    action: null,
    canClose: false,
  };
}

function fallbackBanner({ fallback, backend }: AdapterReport): BannerContent | null {
  if (fallback === null) return null;
  const where = backend === 'cpu' ? 'in JavaScript, on the processor' : `on ${backendNames[backend]}`;
  const titles: Readonly<Record<FallbackCause, string>> = {
    insecure: 'This page came over plain http from another machine.',
    missing: 'No WebGPU in this browser.',
    refused: 'The browser gave no GPU.',
    chosen: `Training runs ${where}.`,
  };
  const texts: Readonly<Record<FallbackCause, string>> = {
    insecure: `WebGPU needs https or localhost, so training runs ${where}, and is slower. Open the page over https, or on the machine that serves it.`,
    missing: `Training runs ${where}, and is slower. A current Chrome, Edge or Safari has WebGPU.`,
    refused: `WebGPU is there but refused, so training runs ${where}, and is slower. Turn on graphics acceleration in the browser’s settings and reload.`,
    chosen: `It is slower than WebGPU, but ${fallback.message}.`,
  };
  const { cause } = fallback;
  return {
    id: `fallback:${cause}`,
    tone: cause === 'chosen' ? 'info' : 'warn',
    title: titles[cause],
    text: texts[cause],
    action: null,
    canClose: true,
  };
}

const onCpu = 'Training on the processor.';

function softwareBanner(
  adapter: AdapterReport,
  isNarrow: boolean,
  presetId: string | null,
): BannerContent | null {
  if (adapter.backend !== 'webgpu' || !adapter.software) return null;
  const name = softwareName(adapter);
  const slow = `The browser gave a software adapter${name === null ? '' : ` (${name})`}, so steps are slow.`;
  return {
    id: 'software',
    tone: 'warn',
    title: onCpu,
    text: isNarrow ? `${slow} ${loadedText(presetId)}` : slow,
    action: isNarrow
      ? null
      : { label: 'Load a narrower network', run: () => loadPreset(narrowIdOf(presetId)) },
    canClose: true,
  };
}

/** The race of a first visit is the same as on a GPU but for its width. */
const loadedText = (presetId: string | null): string =>
  presetId === softwarePresetId
    ? 'The same race is loaded on a narrower network.'
    : 'This network is narrow enough for that.';

/** Where the browser was long in answering: the question, and in its place the answer, so that it pushes nothing away. */
function lateAdapter({ adapter, isAdapterLate }: BannerFacts): BannerContent | null {
  if (!isAdapterLate || adapter?.software || adapter?.fallback) return null;
  const where = [adapterTitle(adapter), adapterDetail(adapter)].filter((part) => part !== '').join(', ');
  return {
    id: adapter === null ? 'asking' : 'answered',
    tone: 'info',
    title: adapter === null ? 'Asking the browser for a GPU…' : 'Training on the GPU.',
    text: adapter === null ? '' : `${where}.`,
    action: null,
    canClose: adapter !== null,
    keepsFor: `${onCpu} The browser gave a software adapter (SwiftShader), so steps are slow. ${loadedText(softwarePresetId)}`,
  };
}

function hiddenTab({ trainedHidden }: BannerFacts): BannerContent | null {
  if (!trainedHidden) return null;
  return {
    id: 'hidden',
    tone: 'info',
    title: 'Training went on while this tab was hidden.',
    text: '',
    action: null,
    canClose: true,
  };
}

/** How wide a network is, compared with other CNNs; the other families have no width that could be told by the same scale. */
function widthOf(model: ModelSpec): number {
  if (model.id === 'cnn') return sum(model.filters);
  if (model.id === 'ten-conv' && model.width <= 1 / 16) return 0;
  return model.id === 'logistic' ? 0 : Number.POSITIVE_INFINITY;
}

function sum(widths: readonly number[]): number {
  return widths.reduce((total, width) => total + width, 0);
}

function joinSentences(...texts: string[]): string {
  return texts
    .filter((text) => text !== '')
    .map(sentence)
    .join(' ');
}

/** A message as a sentence: its first letter left as it is, for it may be a path; its end closed. */
function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?…]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
