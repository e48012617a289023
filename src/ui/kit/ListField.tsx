import { ActionIcon, Button, Chip } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import { useRef, useState } from 'react';
import type { ListSetting } from '../../core/setting.ts';
import type { FieldError } from './FieldError.tsx';
import { ErrorLine } from './FieldError.tsx';
import classes from './ListField.module.css';
import { useMessages } from './language.ts';
import { NumberBox } from './NumberBox.tsx';
import { numberText, parseNumber } from './numberText.ts';

interface Props {
  readonly setting: ListSetting;
  /** What the entry at a place, from 1, is called. */
  readonly itemText: (place: number) => string;
  readonly list: readonly number[];
  readonly set: (list: readonly unknown[]) => FieldError | null;
  /** Told of the list while it is typed into. */
  readonly onPreview?: ((list: readonly number[]) => void) | undefined;
}

/** A list of widths: a box each, with buttons that remove one and add another. */
export function ListField({ setting, itemText, list, set, onPreview }: Props) {
  const t = useMessages();
  const [error, setError] = useState<FieldError | null>(null);
  const group = useRef<HTMLSpanElement>(null);
  const { length } = setting;

  function remove(index: number): void {
    setError(set(withoutWidth(list, index)));
    // the button goes with its box, and the focus would be lost with it
    requestAnimationFrame(() => {
      const boxes = group.current?.querySelectorAll('input');
      (boxes?.[Math.max(0, index - 1)] ?? group.current?.querySelector('button'))?.focus();
    });
  }
  return (
    <span ref={group} className={classes.widths}>
      {list.map((width, i) => (
        <NumberBox
          // biome-ignore lint/suspicious/noArrayIndexKey: a width has nothing but its place
          key={i}
          whole
          label={itemText(i + 1)}
          value={numberText(width)}
          commit={(typed) => {
            setError(null);
            return set(list.map((old, j) => (j === i ? typed : old)));
          }}
          onType={(text) => onPreview?.(typedWidths(list, i, text, setting))}
          trailing={
            <ActionIcon
              size="1.5rem"
              className={classes.remove ?? ''}
              aria-label={t('models.remove', { item: itemText(i + 1) })}
              disabled={list.length <= length.min}
              onClick={() => remove(i)}
            >
              <X size={14} strokeWidth={1.75} aria-hidden="true" />
            </ActionIcon>
          }
        />
      ))}
      <Button
        size="xs"
        leftSection={<Plus size={14} strokeWidth={1.75} aria-hidden="true" />}
        disabled={list.length >= length.max}
        onClick={() => setError(set(withAddedWidth(list, setting)))}
      >
        {t('models.add')}
      </Button>
      <ErrorLine error={error} className={classes.error} />
    </span>
  );
}

export const withoutWidth = (widths: readonly number[], index: number): number[] =>
  widths.filter((_, i) => i !== index);

/** One more at the end: a multiple of the last, as the setting declares it. */
export function withAddedWidth(widths: readonly number[], { added, range }: ListSetting): number[] {
  const last = widths.at(-1);
  return [...widths, Math.min(last === undefined ? added.first : last * added.times, range.max)];
}

/** The list with what is being typed at a place, where that is a width. */
export function typedWidths(
  widths: readonly number[],
  index: number,
  text: string,
  { range }: ListSetting,
): number[] {
  const value = parseNumber(text, true);
  const isWidth = Number.isInteger(value) && value >= range.min && value <= range.max;
  return widths.map((width, i) => (i === index && isWidth ? value : width));
}

interface PlacesFieldProps {
  readonly setting: ListSetting;
  /** What a place is called. */
  readonly itemText: (place: number) => string;
  readonly list: readonly number[];
  readonly set: (list: readonly number[]) => FieldError | null;
}

/** Which of some places are taken, a chip each. */
export function PlacesField({ setting: { range }, itemText, list, set }: PlacesFieldProps) {
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
