import { useShallow } from 'zustand/react/shallow';
import { useApp } from '../../store/app.ts';
import { roundText } from './roundText.ts';
import { Stat } from './Stat.tsx';

/** Which of a race's rounds is under way; nothing for a run of one. */
export function RoundStat({ className }: { readonly className?: string | undefined }) {
  const told = useApp(useShallow(({ run }) => roundText(run)));
  if (told === null) return null;
  return <Stat value={told.what} label={told.detail} widthChars={17} className={className} />;
}
