import type { Wait } from '../protocol/wait.ts';
import type { Translator } from './translator.ts';

/** What training waits for, in a few words. */
export function waitText(t: Translator, wait: Wait): string {
  switch (wait.id) {
    case 'file':
      return t('engine.wait.file', { file: wait.file });
    case 'images':
      return t('engine.wait.images', { split: wait.split });
    case 'round':
      return t('engine.wait.round', {
        phase: wait.phase === 'race' ? 'race' : 'search',
        number: t.format.whole(wait.number),
        count: t.format.whole(wait.count),
      });
    case 'timing':
      return t('engine.wait.timing', { lane: wait.lane });
  }
}
