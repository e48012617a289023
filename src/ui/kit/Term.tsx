import type { ReactNode } from 'react';
import type { Messages } from '../../messages/translator.ts';
import { useMessages } from './language.ts';

interface Props {
  readonly id: keyof Messages['glossary'];
  /** What is shown in place of the term itself. */
  readonly children?: ReactNode;
}

/** A term of the glossary, which explains itself when the pointer rests on it. */
export function Term({ id, children }: Props) {
  const t = useMessages();
  return <span title={t(`glossary.${id}.meaning`)}>{children ?? t(`glossary.${id}.term`)}</span>;
}
