import { useShallow } from 'zustand/react/shallow';
import { useApp } from '../../store/app.ts';
import { useMessages } from '../language.ts';
import { roundText } from './roundText.ts';
import { Stat } from './Stat.tsx';

/** Which of a race's rounds is under way; nothing for a run of one. */
export function RoundStat({ className }: { readonly className?: string | undefined }) {
  const t = useMessages();
  const text = useApp(useShallow(({ run }) => roundText(t, run)));
  if (text === null) return null;
  return (
    <Stat
      value={text.what}
      label={text.detail}
      widthChars={17}
      className={className}
      title={t('glossary.seed.meaning')}
    />
  );
}
