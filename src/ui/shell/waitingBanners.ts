import { languageNames } from '../../core/language.ts';
import { joinSentences } from '../../messages/sentences.ts';
import type { Translator } from '../../messages/translator.ts';
import { setLanguage } from '../../store/language.ts';
import { restartWorker } from '../../store/opening.ts';
import type { AppState } from '../../store/state.ts';
import { retryData } from '../../store/transport.ts';
import { keepWaiting } from '../../store/worker.ts';
import type { BannerContent } from './bannerContent.ts';

/** Asks about a worker that does not answer: it may be at work still, and only the person can tell how long to wait. */
export function silentWorker(t: Translator, silence: AppState['silence']): BannerContent | null {
  if (silence === null) return null;
  const duration = t.format.duration(silence.overMs);
  const isLoading = silence.cause === 'loading';
  return {
    id: `silent:${silence.overMs}`,
    tone: 'warn',
    title: t(isLoading ? 'shell.banner.silent.loading' : 'shell.banner.silent.busy', { duration }),
    text: t(isLoading ? 'shell.banner.silent.loadingText' : 'shell.banner.silent.busyText'),
    action: { label: t('shell.banner.silent.wait'), run: keepWaiting },
    other: { label: t('shell.banner.silent.restart'), run: restartWorker },
    canClose: false,
  };
}

/** Files of the data that stopped coming: they may still come, or be asked for again. */
export function stalledData(
  t: Translator,
  { stalled, isOffline, data }: Pick<AppState, 'stalled' | 'isOffline' | 'data'>,
): BannerContent | null {
  const [file, ...others] = stalled;
  if (file === undefined) return null;
  return {
    id: `stalled:${stalled.join()}`,
    tone: 'warn',
    title: joinSentences(t, t('shell.banner.data.stalled'), isOffline ? t('shell.banner.data.offline') : ''),
    text: joinSentences(
      t,
      t('shell.banner.data.stalledFile', { file }),
      others.length === 0 ? '' : t('shell.banner.data.stalledMore', { count: others.length }),
      t(data?.ready ? 'shell.banner.data.ready' : 'shell.banner.data.waiting'),
    ),
    action: { label: t('shell.banner.data.retry'), run: retryData },
    canClose: data?.ready ?? false,
  };
}

/** A value in the address that there is not: what there is instead. */
export function oddAddress(t: Translator, error: AppState['addressError']): BannerContent | null {
  if (error === null) return null;
  const { key, value, allowed } = error;
  return {
    id: `address:${key}`,
    tone: 'warn',
    title: t('shell.banner.address.title', { key, value: value.slice(0, 40) }),
    text: t('shell.banner.address.text', { choices: t.format.or(allowed) }),
    action: null,
    canClose: true,
  };
}

/** A language that was asked for and did not load. */
export function failedLanguage(t: Translator, language: AppState['languageError']): BannerContent | null {
  if (language === null) return null;
  return {
    id: `language:${language}`,
    tone: 'warn',
    title: t('shell.banner.language.title', { language: languageNames[language] }),
    text: t('shell.banner.language.text'),
    action: { label: t('shell.banner.language.retry'), run: () => setLanguage(language) },
    canClose: true,
  };
}
