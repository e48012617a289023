import { Chip } from '@mantine/core';
import type { ListOption } from '../../nn/options.ts';
import classes from './PlacesField.module.css';

interface Props {
  readonly option: ListOption;
  /** What a place is called. */
  readonly itemText: (place: number) => string;
  readonly list: readonly number[];
  readonly set: (list: readonly number[]) => string | null;
}

/** Which of some places are taken, a chip each. */
export function PlacesField({ option: { range }, itemText, list, set }: Props) {
  const places = Array.from({ length: range.max - range.min + 1 }, (_, i) => range.min + i);
  return (
    <Chip.Group
      multiple
      value={list.map(String)}
      onChange={(chosen) => set(chosen.map(Number).toSorted((a, b) => a - b))}
    >
      <div className={classes.places}>
        {places.map((place) => (
          <Chip key={place} value={String(place)} size="xs" variant="outline" aria-label={itemText(place)}>
            {place}
          </Chip>
        ))}
      </div>
    </Chip.Group>
  );
}
