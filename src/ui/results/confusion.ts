export interface Mistake {
  readonly actual: number;
  readonly predicted: number;
  readonly count: number;
}

/** The most frequent mistakes of a matrix `[actual][predicted]`, most frequent first; equal ones in reading order. */
export function frequentMistakes(confusion: readonly (readonly number[])[], atMost: number): Mistake[] {
  const mistakes = confusion.flatMap((row, actual) =>
    row
      .map((count, predicted) => ({ actual, predicted, count }))
      .filter((cell) => cell.predicted !== actual && cell.count > 0),
  );
  return mistakes.sort((a, b) => b.count - a.count).slice(0, atMost);
}

/** How many images a matrix counts. */
export function total(confusion: readonly (readonly number[])[]): number {
  return confusion.reduce((sum, row) => sum + rowTotal(row), 0);
}

export function rowTotal(row: readonly number[]): number {
  return row.reduce((sum, count) => sum + count, 0);
}
