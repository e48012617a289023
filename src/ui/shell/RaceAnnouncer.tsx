import { VisuallyHidden } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useLive } from '../charts/useFrame.ts';
import { raceFacts } from './announcement.ts';

const leastPauseMs = 5000;

/** Reads out what is new in a race, politely: all since the last time together, at most every five seconds. */
export function RaceAnnouncer() {
  const facts = useLive(({ run }) => raceFacts(run).join('\n'));
  const [ariaText, setAriaText] = useState('');
  const last = useRef({ facts: '', at: Number.NEGATIVE_INFINITY });
  useEffect(() => {
    const wait = Math.max(0, last.current.at + leastPauseMs - performance.now());
    const timer = setTimeout(() => {
      const told = last.current.facts.split('\n');
      const news = facts.split('\n').filter((fact) => !told.includes(fact));
      last.current = { facts, at: news.length > 0 ? performance.now() : last.current.at };
      if (news.length > 0) setAriaText(news.join(' '));
    }, wait);
    return () => clearTimeout(timer);
  }, [facts]);
  return <VisuallyHidden role="status">{ariaText}</VisuallyHidden>;
}
