import { ActionIcon, Button } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { useApp } from '../../store/app.ts';
import { NumberBox } from '../lanes/NumberBox.tsx';
import { numberText } from '../lanes/numberText.ts';
import { editPart } from './edit.ts';
import { Field } from './Field.tsx';
import { typedNumber } from './typedNumber.ts';
import classes from './WidthsField.module.css';
import type { WidthList } from './widths.ts';
import { widthLimits, withAddedWidth, withoutWidth } from './widths.ts';

interface Props {
  readonly list: WidthList;
  readonly label: string;
  /** What the n-th box is called, counted from 1. */
  readonly itemLabel: (n: number) => string;
  readonly help: string;
  readonly onType: (index: number, text: string) => void;
}

const none: readonly number[] = [];

/** A list of widths: a box each, with buttons that remove one and add another. */
export function WidthsField({ list, label, itemLabel, help, onType }: Props) {
  const widths = useApp(({ spec }) => (spec.model.id === 'cnn' ? spec.model[list] : none));
  const [refused, setRefused] = useState<string | null>(null);
  const group = useRef<HTMLSpanElement>(null);
  const { min, max } = widthLimits[list];
  const change = (next: readonly unknown[]) => editPart('model', list, next);

  function remove(index: number): void {
    setRefused(change(withoutWidth(widths, index)));
    // the button goes with its box, and the focus would be lost with it
    requestAnimationFrame(() => {
      const boxes = group.current?.querySelectorAll('input');
      (boxes?.[Math.max(0, index - 1)] ?? group.current?.querySelector('button'))?.focus();
    });
  }
  return (
    <Field label={label} help={help} error={refused}>
      <span ref={group} className={classes.widths}>
        {widths.map((width, i) => (
          <NumberBox
            // biome-ignore lint/suspicious/noArrayIndexKey: a width has nothing but its place
            key={i}
            label={itemLabel(i + 1)}
            value={numberText(width)}
            commit={(text) => change(widths.map((old, j) => (j === i ? typedNumber(text) : old)))}
            onType={(text) => onType(i, text)}
            trailing={
              <ActionIcon
                size="1.5rem"
                className={classes.remove ?? ''}
                aria-label={`Remove ${itemLabel(i + 1).toLowerCase()}`}
                disabled={widths.length <= min}
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
          disabled={widths.length >= max}
          onClick={() => setRefused(change(withAddedWidth(widths, list)))}
        >
          Add
        </Button>
      </span>
    </Field>
  );
}
