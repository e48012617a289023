import type { ErrorReport } from '../../core/errors.ts';
import { defaultPresetId, narrowIdOf, presetById, softwarePresetId } from '../../experiment/presets.ts';
import { adapterText, backendNames, fallbackText, softwareName } from '../../messages/adapter.ts';
import { errorText } from '../../messages/errors.ts';
import { faultText } from '../../messages/faults.ts';
import { experimentTitle } from '../../messages/presets.ts';
import { joinSentences } from '../../messages/sentences.ts';
import type { Translator } from '../../messages/translator.ts';
import type { ModelSpec } from '../../nn/index.ts';
import type { AdapterReport, FallbackDetail } from '../../protocol/training-facts.ts';
import { isSlow } from '../../store/adapter.ts';
import { startAtRandom, startFromAwaited, startWithHead } from '../../store/initial-weights.ts';
import { loadPreset, restartWorker } from '../../store/opening.ts';
import { hasBegun } from '../../store/rounds.ts';
import type { AppState } from '../../store/state.ts';
import { retryData } from '../../store/transport.ts';
import { pickWeights } from '../model/pickWeights.ts';
import type { BannerContent } from './bannerContent.ts';
import { failedLanguage, oddAddress, silentWorker, stalledData } from './waitingBanners.ts';

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
    | 'languageError'
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
  const { imported, importError, isAdapterLate, stalled, silence, addressError, languageError, isOffline } =
    state;
  const failure = run.state === 'failed' ? run.error : null;
  return {
    adapter,
    isAdapterLate,
    data,
    stalled,
    silence,
    addressError,
    languageError,
    isOffline,
    specError,
    presetId,
    dismissed,
    trainedHidden,
    imported,
    importError,
    name: spec.name,
    isNarrow:
      presetById(presetId ?? '')?.kind === 'gradients' || // deep, but so narrow and on images so small
      widthOf(spec.model) <= widthOf(presetById(softwarePresetId)?.spec.model ?? spec.model),
    failure,
    failedAtStep: failure === null ? 0 : run.step,
    hasBegun: hasBegun(run),
  };
}

/** The gravest thing to be said, or null. `closed` is the spec error the person has put away. */
export function chooseBanner(
  t: Translator,
  facts: BannerFacts,
  closed: ErrorReport | null,
): BannerContent | null {
  const { adapter, isNarrow } = facts;
  const banners = [
    failedRun(t, facts),
    silentWorker(t, facts.silence),
    failedData(t, facts),
    stalledData(t, facts),
    specBanner(t, facts, closed),
    fileBanner(t, facts),
    importedBanner(t, facts),
    failedLanguage(t, facts.languageError),
    oddAddress(t, facts.addressError),
    adapter && fallbackBanner(t, adapter),
    adapter && softwareBanner(t, adapter, isNarrow, facts.presetId),
    lateAdapter(t, facts),
    hiddenTab(t, facts),
  ];
  return banners.find((banner) => banner !== null && !facts.dismissed.includes(banner.id)) ?? null;
}

function failedRun(t: Translator, { failure, failedAtStep, data }: BannerFacts): BannerContent | null {
  if (failure === null) return null;
  const { code, fact } = failure;
  const ofStart = startBanner(t, failure);
  if (ofStart) return ofStart;
  if (code === 'data' && data && data.failures.length > 0) return null;
  return {
    id: 'failed',
    tone: 'bad',
    title: failedTitle(t, failure, failedAtStep),
    text: joinSentences(t, errorText(t, failure), fact === undefined ? t('shell.banner.failed.note') : ''),
    action: {
      label: t(code === 'data' ? 'shell.banner.failed.retry' : 'shell.banner.failed.restart'),
      run: restartWorker,
    },
    canClose: false,
  };
}

function failedTitle(t: Translator, { code, fact }: ErrorReport, at: number): string {
  if (code === 'data') return t('shell.banner.failed.data');
  if (code === 'spec') return t('shell.banner.failed.spec');
  const lacksMemory = fact?.id === 'memoryExhausted' || fact?.id === 'bufferTooLarge';
  const what = code === 'worker' || (code === 'device' && !lacksMemory) ? code : 'run';
  return at > 0
    ? t(`shell.banner.failed.${what}`, { step: t.format.whole(at) })
    : t(`shell.banner.failed.${what}AtStart`);
}

/** Initial weights that are not there, or that are of another network. */
function startBanner(t: Translator, failure: ErrorReport): BannerContent | null {
  const { path } = failure;
  if (!path?.startsWith('start')) return null;
  const random = { label: t('shell.banner.start.random'), run: () => void startAtRandom() };
  const common = {
    id: 'start',
    tone: 'bad',
    text: joinSentences(t, errorText(t, failure)),
    canClose: false,
  } as const;
  if (path === 'start.sha256') {
    const choose = () => pickWeights((files) => void startFromAwaited(files));
    return {
      ...common,
      title: t('shell.banner.start.missing'),
      action: { label: t('shell.banner.start.choose'), run: choose },
      other: random,
    };
  }
  const title = t('shell.banner.start.other');
  if (path !== 'start.head') return { ...common, title, action: random };
  const withoutHead = { label: t('shell.banner.start.head'), run: () => void startWithHead(false) };
  return { ...common, title, action: withoutHead, other: random };
}

function failedData(t: Translator, { data, isOffline }: BannerFacts): BannerContent | null {
  const [first, ...others] = data?.failures ?? [];
  if (!data || !first) return null;
  return {
    id: `data:${data.failures.map(({ path, message }) => path ?? message).join()}`,
    tone: 'bad',
    title: t('shell.banner.data.failed'),
    text: joinSentences(
      t,
      errorText(t, first),
      isOffline ? t('shell.banner.data.offline') : '',
      others.length === 0 ? '' : t('shell.banner.data.more', { count: others.length }),
      t(data.ready ? 'shell.banner.data.ready' : 'shell.banner.data.waiting'),
    ),
    action: { label: t('shell.banner.data.again'), run: retryData },
    canClose: data.ready,
  };
}

function specBanner(
  t: Translator,
  { specError, name, presetId, hasBegun }: BannerFacts,
  closed: ErrorReport | null,
): BannerContent | null {
  if (specError === null || specError === closed) return null;
  const isFresh = (presetId === defaultPresetId || presetId === softwarePresetId) && !hasBegun;
  const openDefault = { label: t('shell.banner.spec.openDefault'), run: () => loadPreset(defaultPresetId) };
  const common = { id: 'spec', tone: 'bad', action: isFresh ? null : openDefault, canClose: true } as const;
  const fault = faultText(t, specError);
  const experiment = experimentTitle(t, name);
  if (fault) {
    const text = joinSentences(t, fault.text, t('shell.banner.spec.instead', { experiment }));
    return { ...common, ...fault, text };
  }
  const fix = t('shell.banner.spec.still', { experiment });
  return {
    ...common,
    title: t('shell.banner.spec.title'),
    text: joinSentences(t, errorText(t, specError), fix),
  };
}

/** What is wrong with a file, which left everything as it was. */
function fileBanner(t: Translator, { importError, name }: BannerFacts): BannerContent | null {
  if (importError === null) return null;
  const plain = { title: t('shell.banner.file.title'), text: errorText(t, importError), details: null };
  const fault = faultText(t, importError, importError.file) ?? plain;
  return {
    ...fault,
    id: 'import',
    tone: 'bad',
    text: joinSentences(
      t,
      fault.text,
      t('shell.banner.file.unchanged', { experiment: experimentTitle(t, name) }),
    ),
    action: null,
    canClose: true,
  };
}

function importedBanner(t: Translator, { imported }: BannerFacts): BannerContent | null {
  if (imported === null) return null;
  return {
    id: 'imported',
    tone: 'info',
    title: t('shell.banner.imported.title', {
      experiment: experimentTitle(t, imported.name),
      adapter: adapterText(t, imported.adapter),
    }),
    text: t('shell.banner.imported.text'),
    action: null,
    canClose: false,
  };
}

function fallbackBanner(t: Translator, { fallback, backend }: AdapterReport): BannerContent | null {
  // it is quick, and the badge says why
  if (fallback === null || backend === 'wasm' || fallback.cause === 'measured') return null;
  const cause = fallback.cause === 'software' ? 'refused' : fallback.cause;
  const where = { backend, name: backendNames[backend] };
  return {
    id: `fallback:${cause}`,
    tone: cause === 'chosen' ? 'info' : 'warn',
    title:
      cause === 'chosen' ? t('shell.banner.fallback.chosen', where) : t(`shell.banner.fallback.${cause}`),
    text:
      cause === 'chosen'
        ? joinSentences(t, fallbackText(t, fallback), t('shell.banner.fallback.chosenText'))
        : joinSentences(
            t,
            lacksWasm.has(fallback.detail) ? fallbackText(t, fallback) : '',
            t(`shell.banner.fallback.${cause}Text`, where),
          ),
    action: null,
    canClose: true,
  };
}

const lacksWasm: ReadonlySet<string> = new Set<FallbackDetail>(['noWasm', 'noSimd', 'wasmForbidden']);

function softwareBanner(
  t: Translator,
  adapter: AdapterReport,
  isNarrow: boolean,
  presetId: string | null,
): BannerContent | null {
  if (adapter.backend !== 'webgpu' || !adapter.software) return null;
  return {
    id: 'software',
    tone: 'warn',
    title: t('shell.banner.software.title'),
    text: joinSentences(t, slowText(t, softwareName(adapter)), isNarrow ? loadedText(t, presetId) : ''),
    action: isNarrow
      ? null
      : { label: t('shell.banner.software.load'), run: () => loadPreset(narrowIdOf(presetId)) },
    canClose: true,
  };
}

const slowText = (t: Translator, name: string | null): string =>
  name === null ? t('shell.banner.software.slow') : t('shell.banner.software.slowNamed', { name });

/** The race of a first visit is the same as on a GPU but for its width. */
const loadedText = (t: Translator, presetId: string | null): string =>
  t(presetId === softwarePresetId ? 'shell.banner.software.sameRace' : 'shell.banner.software.narrow');

/** Where the browser was long in answering: the question, and in its place the answer, so that it pushes nothing away. */
function lateAdapter(t: Translator, { adapter, isAdapterLate }: BannerFacts): BannerContent | null {
  if (!isAdapterLate || isSlow(adapter) || (adapter?.fallback && adapter.backend !== 'wasm')) return null;
  return {
    id: adapter === null ? 'asking' : 'answered',
    tone: 'info',
    title: t(lateTitle(adapter)),
    text: lateText(t, adapter),
    action: null,
    canClose: adapter !== null,
    keepsFor: joinSentences(
      t,
      t('shell.banner.software.title'),
      slowText(t, 'SwiftShader'),
      loadedText(t, softwarePresetId),
    ),
  };
}

const lateTitle = (adapter: AdapterReport | null) => {
  if (adapter === null) return 'shell.banner.late.asking';
  return adapter.software ? 'shell.banner.software.title' : 'shell.banner.late.answered';
};

/** Where it trains; on the CPU, why there. */
function lateText(t: Translator, adapter: AdapterReport | null): string {
  if (adapter === null) return '';
  if (adapter.fallback) return fallbackText(t, adapter.fallback);
  return t('shell.banner.late.where', { adapter: adapterText(t, adapter) });
}

function hiddenTab(t: Translator, { trainedHidden }: BannerFacts): BannerContent | null {
  if (!trainedHidden) return null;
  return {
    id: 'hidden',
    tone: 'info',
    title: t('shell.banner.hidden'),
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
