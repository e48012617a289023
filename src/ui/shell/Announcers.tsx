import { VisuallyHidden } from '@mantine/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { joinSentences } from '../../messages/sentences.ts';
import type { Translator } from '../../messages/translator.ts';
import { useApp } from '../../store/app.ts';
import type { AppState, RunSlice } from '../../store/state.ts';
import { useMessages } from '../kit/language.ts';
import { useLive } from '../kit/useFrame.ts';
import type { Announcement } from './announcement.ts';
import { announcement, diagnosticFacts, raceFacts } from './announcement.ts';

const minPauseMs = 5000;

/** Reads out changes of the run, politely and at most every five seconds; of several, the last. */
export function RunAnnouncer() {
  const t = useMessages();
  const text = useApp(({ run }) => announcement(t, run));
  const [ariaText, setAriaText] = useState('');
  const lastAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const wait = Math.max(0, lastAt.current + minPauseMs - performance.now());
    const timer = setTimeout(() => {
      lastAt.current = performance.now();
      setAriaText(text);
    }, wait);
    return () => clearTimeout(timer);
  }, [text]);
  return <VisuallyHidden role="status">{ariaText}</VisuallyHidden>;
}

/** Reads out what is new in a race, politely: all since the last time together, at most every five seconds. */
export function RaceAnnouncer() {
  const t = useMessages();
  const facts = useFacts(raceFacts);
  const [ariaText, setAriaText] = useState('');
  const last = useRef({ ids: [] as readonly string[], at: Number.NEGATIVE_INFINITY });
  useEffect(() => {
    const wait = Math.max(0, last.current.at + minPauseMs - performance.now());
    const timer = setTimeout(() => {
      const news = facts.filter(({ id }) => !last.current.ids.includes(id));
      const at = news.length > 0 ? performance.now() : last.current.at;
      last.current = { ids: facts.map(({ id }) => id), at };
      if (news.length > 0) setAriaText(textOf(t, news));
    }, wait);
    return () => clearTimeout(timer);
  }, [t, facts]);
  return <VisuallyHidden role="status">{ariaText}</VisuallyHidden>;
}

/** Reads out, politely and once a run, that layers of a lane vanish, stall or explode. */
export function DiagnosticsAnnouncer() {
  const t = useMessages();
  const facts = useFacts(diagnosticFacts);
  const [ariaText, setAriaText] = useState('');
  const announced = useRef<readonly string[]>([]);
  useEffect(() => {
    const news = facts.filter(({ id }) => !announced.current.includes(id));
    announced.current = facts.length === 0 ? [] : [...announced.current, ...news.map(({ id }) => id)];
    if (news.length > 0) setAriaText(textOf(t, news));
  }, [t, facts]);
  return <VisuallyHidden role="status">{ariaText}</VisuallyHidden>;
}

const textOf = (t: Translator, facts: readonly Announcement[]): string =>
  joinSentences(t, ...facts.map(({ text }) => text));

/** What is true of the run in words; the same list as long as none of it changes. */
function useFacts(find: (t: Translator, run: RunSlice) => readonly Announcement[]): readonly Announcement[] {
  const t = useMessages();
  const last = useRef<readonly Announcement[]>([]);
  const select = useCallback(
    ({ run }: AppState) => {
      const now = find(t, run);
      if (!isSame(now, last.current)) last.current = now;
      return last.current;
    },
    [find, t],
  );
  return useLive(select);
}

const isSame = (some: readonly Announcement[], others: readonly Announcement[]): boolean =>
  some.length === others.length &&
  some.every(({ id, text }, i) => id === others[i]?.id && text === others[i]?.text);
