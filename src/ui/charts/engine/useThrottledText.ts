import { useEffect, useRef, useState } from 'react';

/** A text that follows its source at most once in `intervalMs`, so that a screen reader is not flooded. */
export function useThrottledText(text: string, intervalMs: number): string {
  const [throttled, setThrottled] = useState(text);
  const latest = useRef(text);
  latest.current = text;
  useEffect(() => {
    const timer = setInterval(() => setThrottled(latest.current), intervalMs);
    return () => clearInterval(timer);
  }, [intervalMs]);
  return throttled;
}
