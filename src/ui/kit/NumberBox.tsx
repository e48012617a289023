import type { ReactNode } from 'react';
import { useId } from 'react';
import { isComposing } from './composing.ts';
import type { FieldError } from './FieldError.tsx';
import { ErrorLine } from './FieldError.tsx';
import classes from './NumberBox.module.css';
import { typedNumber } from './numberText.ts';
import type { Move } from './parameterScale.ts';
import { useDraft } from './useDraft.ts';

interface Props {
  readonly label: string;
  /** The text of the value in force. */
  readonly value: string;
  /** Takes the number that was typed, or the text where it is none; returns why not, or null. */
  readonly commit: (typed: number | string) => FieldError | null;
  /** Whether it is a box for a whole number: a single comma or point then parts thousands. */
  readonly whole?: boolean | undefined;
  /** What an arrow or page key does; without it they do nothing. */
  readonly nudge?: ((move: Move) => void) | undefined;
  /** Told each keystroke, for what follows typing before it is committed. */
  readonly onType?: ((text: string) => void) | undefined;
  readonly unit?: string | undefined;
  readonly disabled?: boolean | undefined;
  readonly describedBy?: string | undefined;
  /** A button within the box, at its end. */
  readonly trailing?: ReactNode;
  /** Room for seven digits instead of five. */
  readonly wide?: boolean | undefined;
}

const moves: Readonly<Record<string, Move>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  PageUp: 'pageUp',
  PageDown: 'pageDown',
};

/** A box for a number; what was refused stays in it, with the reason beneath. */
export function NumberBox(props: Props) {
  const { label, value, nudge, onType, unit, disabled, describedBy, trailing, wide } = props;
  const draft = useDraft(value, accept);
  const errorId = useId();
  const description = [draft.error === null ? undefined : errorId, describedBy].filter(Boolean).join(' ');
  function accept(text: string): FieldError | null {
    const plain = text.trim();
    const plainNumber = unit !== undefined && plain.endsWith(unit) ? plain.slice(0, -unit.length) : plain;
    const read = typedNumber(plainNumber, props.whole);
    if ('typed' in read) return props.commit(read.typed);
    const [first, second] = read.readings.map(String) as [string, string];
    return { textIn: (t) => t('lanes.typed.twoReadings', { text: plainNumber.trim(), first, second }) };
  }
  return (
    <>
      <span className={wide ? classes.wide : classes.frame}>
        <input
          className={classes.box}
          type="text"
          inputMode="decimal"
          autoComplete="off"
          spellCheck={false}
          aria-label={label}
          aria-invalid={draft.error !== null}
          aria-describedby={description === '' ? undefined : description}
          // Mantine's drawer closes on Escape unless told not to; here Escape takes the typing back first.
          data-mantine-stop-propagation={draft.dirty}
          disabled={disabled}
          value={draft.text}
          onChange={({ currentTarget }) => {
            draft.onChange(currentTarget.value);
            onType?.(currentTarget.value);
          }}
          onBlur={draft.onBlur}
          onKeyDown={(event) => {
            if (isComposing(event.nativeEvent)) return;
            draft.onKeyDown(event);
            if (event.key === 'Escape') onType?.(value);
            const move = moves[event.key];
            if (move === undefined || nudge === undefined) return;
            event.preventDefault();
            nudge(move);
          }}
        />
        {unit === undefined ? null : <span className={classes.unit}>{unit}</span>}
        {trailing === undefined ? null : <span className={classes.trailing}>{trailing}</span>}
      </span>
      <ErrorLine id={errorId} error={draft.error} className={classes.error} />
    </>
  );
}
