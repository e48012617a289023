import { Button, Switch } from '@mantine/core';
import type { DragEvent } from 'react';
import { useEffect, useState } from 'react';
import type { ErrorReport } from '../../core/errors.ts';
import type { ExperimentSpec } from '../../experiment/schema.ts';
import { useApp } from '../../store/app.ts';
import { startAtRandom, startFromFiles, startWithHead } from '../../store/initial-weights.ts';
import type { KeptWeights } from '../../store/kept-weights.ts';
import { findWeights } from '../../store/kept-weights.ts';
import { bytesText } from '../figures.ts';
import { errorBeside } from '../settings/errorBeside.ts';
import { Field } from '../settings/Field.tsx';
import { KeptMenu } from './KeptMenu.tsx';
import { pickWeights } from './pickWeights.ts';
import classes from './StartField.module.css';

type Start = ExperimentSpec['start'];

/** What every lane starts from: random weights, or those of a file, which may be dropped here. */
export function StartField() {
  const start = useApp(({ spec }) => spec.start);
  const [error, setError] = useState<string | null>(null);
  const [isOver, setOver] = useState(false);
  const settle = (report: Promise<ErrorReport | null>): void => {
    void report.then((error) => setError(error === null ? null : errorBeside(error, 'start')));
  };
  const onPick = (files: readonly File[]) => settle(startFromFiles(files));
  const drag = (over: boolean) => (event: DragEvent) => {
    event.preventDefault(); // the browser would open the file in place of the page
    setOver(over);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way more; the button is there for all
    <div
      className={classes.place}
      data-over={isOver || undefined}
      onDragOver={drag(true)}
      onDragLeave={drag(false)}
      onDrop={(event) => {
        drag(false)(event);
        onPick([...event.dataTransfer.files]);
      }}
    >
      <Field
        label="Start from"
        help="A .safetensors file, or the model.json and .bin files of a TensorFlow.js model, chosen together or dropped here. A lane’s menu saves what it has trained."
        error={error}
      >
        <p className={classes.now}>
          {start === null ? 'Random weights, drawn by the seed.' : <Named start={start} />}
        </p>
        <div className={classes.buttons}>
          <Button size="xs" onClick={() => pickWeights(onPick)}>
            Choose files
          </Button>
          <KeptMenu onChoose={settle} />
          {start === null ? null : (
            <Button size="xs" onClick={() => settle(startAtRandom())}>
              Random weights
            </Button>
          )}
        </div>
        {start === null ? null : (
          <Switch
            size="xs"
            label="With its head, the last layer, which the classes are read from"
            checked={start.head}
            onChange={({ currentTarget }) => settle(startWithHead(currentTarget.checked))}
          />
        )}
      </Field>
    </div>
  );
}

/** The file by its name and size; by its sha256 where this machine has none. */
function Named({ start }: { readonly start: NonNullable<Start> }) {
  const [kept, setKept] = useState<KeptWeights | null>(null);
  useEffect(() => {
    let isShown = true;
    void findWeights(start.sha256).then((found) => {
      if (isShown) setKept(found);
    });
    return () => {
      isShown = false;
    };
  }, [start.sha256]);
  const hash = `sha256 ${start.sha256.slice(0, 12)}…`;
  if (kept?.sha256 !== start.sha256) return <>A file that is not on this machine, {hash}</>;
  return (
    <>
      <b>{kept.name}</b>, {bytesText(kept.file.size)}, {hash}
      {kept.excluded ? `. ${excludedText(kept.excluded)}` : ''}
    </>
  );
}

/** `Not used: iter, conv1/kernel/m and 3 more`: counted steps, and what an optimizer keeps. */
function excludedText(names: readonly string[]): string {
  const shown = names.slice(0, 2).join(', ');
  const more = names.length > 2 ? ` and ${names.length - 2} more` : '';
  return `Not used: ${shown}${more}, which no layer has.`;
}
