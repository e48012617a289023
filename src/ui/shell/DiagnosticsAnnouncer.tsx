import { VisuallyHidden } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { laneNotes } from '../../store/layer-statistics.ts';
import type { RunSlice } from '../../store/state.ts';
import { useLive } from '../charts/useFrame.ts';

/** Reads out, politely and once a run, that layers of a lane vanish, stand still or explode. */
export function DiagnosticsAnnouncer() {
  const facts = useLive(({ run }) => diagnosticFacts(run).join('\n'));
  const [ariaText, setAriaText] = useState('');
  const told = useRef<readonly string[]>([]);
  useEffect(() => {
    const found = facts.split('\n').filter((fact) => fact !== '');
    const news = found.filter((fact) => !told.current.includes(kindOf(fact)));
    told.current = found.length === 0 ? [] : [...told.current, ...news.map(kindOf)];
    if (news.length > 0) setAriaText(news.map(textOf).join(' '));
  }, [facts]);
  return <VisuallyHidden role="status">{ariaText}</VisuallyHidden>;
}

/** A line each: the lane and what is the matter, then a tab and the sentence, whose layers may change without being news. */
function diagnosticFacts(run: RunSlice): readonly string[] {
  const { lanes } = run.spec;
  return lanes.flatMap(({ name, styleIndex }, lane) =>
    laneNotes(run, lane).map(
      ({ kind, fact }) => `${styleIndex} ${kind}\t${lanes.length > 1 ? `${name}: ${fact}` : fact}`,
    ),
  );
}

const kindOf = (fact: string): string => fact.slice(0, fact.indexOf('\t'));
const textOf = (fact: string): string => fact.slice(fact.indexOf('\t') + 1);
