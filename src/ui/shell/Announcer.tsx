import { VisuallyHidden } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useApp } from '../../store/app.ts';
import { announcement } from './announcement.ts';

const leastPauseMs = 5000;

/** Reads out changes of the run, politely and at most every five seconds; of several, the last. */
export function Announcer() {
  const text = useApp(({ run }) => announcement(run));
  const [ariaText, setAriaText] = useState('');
  const lastAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const wait = Math.max(0, lastAt.current + leastPauseMs - performance.now());
    const timer = setTimeout(() => {
      lastAt.current = performance.now();
      setAriaText(text);
    }, wait);
    return () => clearTimeout(timer);
  }, [text]);
  return <VisuallyHidden role="status">{ariaText}</VisuallyHidden>;
}
