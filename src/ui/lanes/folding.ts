import { create } from 'zustand';
import { useApp } from '../../store/app.ts';

/** With more lanes than this, cards fold to their heads. */
const maxOpen = 4;

interface Folding {
  /** The style of the lane whose card is open; undefined before one was chosen, null where all are folded. */
  readonly open: number | null | undefined;
  /** Looks of the lanes that stay open. */
  readonly pinned: readonly number[];
}

const useFolding = create<Folding>(() => ({ open: undefined, pinned: [] }));

export interface CardFolding {
  /** False where there are so few lanes that all cards stay open. */
  readonly folds: boolean;
  readonly isOpen: boolean;
  readonly isPinned: boolean;
}

/** Whether a lane's card is open: at first that of the first lane, then the one last opened, and those pinned. */
export function useCardFolding(styleIndex: number): CardFolding {
  const folds = useApp(({ spec }) => spec.lanes.length > maxOpen);
  const first = useApp(({ spec }) => spec.lanes[0]?.styleIndex);
  const isPinned = useFolding(({ pinned }) => pinned.includes(styleIndex));
  const isChosen = useFolding(({ open }) => (open === undefined ? first : open) === styleIndex);
  return { folds, isOpen: !folds || isPinned || isChosen, isPinned };
}

/** Opens a card, and folds the one that was open unless it is pinned. */
export function openCard(styleIndex: number): void {
  useFolding.setState({ open: styleIndex });
}

/** Folds a card, pinned or not. */
export function foldCard(styleIndex: number): void {
  const pinned = useFolding.getState().pinned.filter((other) => other !== styleIndex);
  useFolding.setState({ open: null, pinned });
}

/** Keeps a card open whatever else is opened, or no longer. */
export function togglePin(styleIndex: number): void {
  const { pinned } = useFolding.getState();
  if (!pinned.includes(styleIndex)) useFolding.setState({ pinned: [...pinned, styleIndex] });
  else useFolding.setState({ open: styleIndex, pinned: pinned.filter((other) => other !== styleIndex) });
}
