import { ActionIcon } from '@mantine/core';
import { ChevronDown, Pin } from 'lucide-react';
import type { LaneSpec } from '../../experiment/schema.ts';
import { useMessages } from '../kit/language.ts';
import classes from './FoldButtons.module.css';
import type { CardFolding } from './folding.ts';
import { foldCard, openCard, togglePin } from './folding.ts';

const icon = { size: 15, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** Opens and folds a lane's card, and pins it while it is open; the whole head of a folded card opens it. */
export function FoldButtons({ lane, folding }: { readonly lane: LaneSpec; readonly folding: CardFolding }) {
  const t = useMessages();
  const { isOpen, isPinned } = folding;
  return (
    <>
      {isOpen && (
        <ActionIcon
          size="sm"
          className={classes.pin ?? ''}
          aria-label={t('lanes.card.keepOpen', { lane: lane.name })}
          aria-pressed={isPinned}
          title={t('lanes.card.keepOpenTip')}
          onClick={() => togglePin(lane.styleIndex)}
        >
          <Pin {...icon} fill={isPinned ? 'currentColor' : 'none'} />
        </ActionIcon>
      )}
      <ActionIcon
        size="sm"
        className={classes.fold ?? ''}
        data-stretched={!isOpen || undefined}
        aria-label={t('lanes.card.controls', { lane: lane.name })}
        aria-expanded={isOpen}
        onClick={() => (isOpen ? foldCard(lane.styleIndex) : openCard(lane.styleIndex))}
      >
        <ChevronDown {...icon} data-open={isOpen || undefined} />
      </ActionIcon>
    </>
  );
}
