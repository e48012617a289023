import type { FileKind } from './file-kind.ts';

/**
 * `damaged`: no JSON, or cut short; `noResult`: JSON of something else; `experiment`: an experiment without a result;
 * `newer`: of a later version of the page; `result`: a result that no race can have come to; `large`: more than is read.
 */
export type ResultFault = 'damaged' | 'noResult' | 'experiment' | 'newer' | 'result' | 'large';

/** What is wrong with a link or a file that came from outside, as facts: the page makes the words. */
export type Fault =
  /**
   * `damaged`: not as it was made; `large`: beyond what is unpacked; `newer`: of a form this page does not know; `foreign`:
   * no link of ours; `experiment`: whole, but no experiment that can be trained.
   */
  | { readonly of: 'link'; readonly id: 'damaged' | 'large' | 'newer' | 'foreign' | 'experiment' }
  | { readonly of: 'result'; readonly id: ResultFault }
  /** `unread`: cannot be read, or not all of it is there; `shapeError`: of another network. */
  | { readonly of: 'weights'; readonly id: 'unread' | 'shapeError' }
  /** Files that nothing here opens. */
  | { readonly of: 'files'; readonly id: 'kind'; readonly kind: FileKind }
  | { readonly of: 'files'; readonly id: 'several'; readonly count: number };
