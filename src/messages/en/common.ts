/** Words of every part of the page: buttons, units, lists. */
export const common = {
  close: 'Close',
  notLoaded: 'This part of the page could not be loaded. Check the connection, then try again.',
  tryAgain: 'Try again',
  /** Two sentences, one after the other. */
  sentences: '{first} {second}',
  /** A sentence that comes without its end. */
  sentence: '{text}.',
  /** Parts of a list that say more than a name each. */
  items: '{first}, {rest}',
  /** The same where the parts are lists themselves. */
  clauses: '{first}; {rest}',
} as const;
