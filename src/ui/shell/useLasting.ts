import { useEffect, useState } from 'react';

const momentMs = 700;

/** True once a state has lasted for more than a moment, so that one that passes at once does not flash on the page. */
export function useLasting(isOn: boolean): boolean {
  const [lasts, setLasts] = useState(false);
  useEffect(() => {
    if (!isOn) return;
    const timer = setTimeout(() => setLasts(true), momentMs);
    return () => {
      clearTimeout(timer);
      setLasts(false);
    };
  }, [isOn]);
  return isOn && lasts;
}
