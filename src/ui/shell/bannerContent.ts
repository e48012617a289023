interface Action {
  readonly label: string;
  readonly run: () => void;
}

/** What a banner shows. */
export interface BannerContent {
  /** By this it is closed: `dismiss(id)`. */
  readonly id: string;
  readonly tone: 'bad' | 'warn' | 'info';
  /** What happened. */
  readonly title: string;
  /** What it means, and what to do where no button does it. */
  readonly text: string;
  /** Behind a word, for those who made what is wrong: where in it, and what it should be. */
  readonly details?: string | null;
  readonly action: Action | null;
  /** Another way on, where there are two. */
  readonly other?: Action;
  readonly canClose: boolean;
  /** What may take its place: its height is kept for that. */
  readonly keepsFor?: string;
}
