/** The id of the big button that is always there; the one in the middle of the page goes once training has begun. */
export const trainButtonId = 'train';

/** Hands the focus to the big button of the bar, so that Space does what that says. */
export function focusTrain(): void {
  document.getElementById(trainButtonId)?.focus({ preventScroll: true });
}
