import { useEffect, useRef, useState } from 'react';

/** A text that follows its source at most once in `intervalMs`, so that a screen reader is not flooded. */
export function useCalm(text: string, intervalMs: number): string {
  const [calm, setCalm] = useState(text);
  const latest = useRef(text);
  latest.current = text;
  useEffect(() => {
    const timer = setInterval(() => setCalm(latest.current), intervalMs);
    return () => clearInterval(timer);
  }, [intervalMs]);
  return calm;
}
