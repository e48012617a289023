import { Button, Switch } from '@mantine/core';
import type { DragEvent } from 'react';
import { useEffect, useState } from 'react';
import type { ErrorReport } from '../../core/errors.ts';
import type { ExperimentSpec } from '../../experiment/schema.ts';
import { joinItems } from '../../messages/sentences.ts';
import type { Translator } from '../../messages/translator.ts';
import { weightsName } from '../../messages/weights.ts';
import { useApp } from '../../store/app.ts';
import { startAtRandom, startFromFiles, startWithHead } from '../../store/initial-weights.ts';
import type { StoredWeights } from '../../store/kept-weights.ts';
import { findWeights } from '../../store/kept-weights.ts';
import { Field } from '../kit/Field.tsx';
import { useMessages } from '../kit/language.ts';
import { pickWeights } from './pickWeights.ts';
import classes from './StartField.module.css';
import { StoredMenu } from './StoredMenu.tsx';

type Start = ExperimentSpec['start'];

/** What every lane starts from: random weights, or those of a file, which may be dropped here. */
export function StartField() {
  const t = useMessages();
  const start = useApp(({ spec }) => spec.start);
  const [error, setError] = useState<ErrorReport | null>(null);
  const [isOver, setOver] = useState(false);
  const settle = (report: Promise<ErrorReport | null>): void => {
    void report.then(setError);
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
        label={t('settings.start.label')}
        help={t('settings.start.help')}
        error={error && { report: error, path: 'start' }}
      >
        <p className={classes.now}>
          {start === null ? t('settings.start.random') : <NamedTensor start={start} />}
        </p>
        <div className={classes.buttons}>
          <Button size="xs" onClick={() => pickWeights(onPick)}>
            {t('settings.start.choose')}
          </Button>
          <StoredMenu onChoose={settle} />
          {start === null ? null : (
            <Button size="xs" onClick={() => settle(startAtRandom())}>
              {t('settings.start.chooseRandom')}
            </Button>
          )}
        </div>
        {start === null ? null : (
          <Switch
            size="xs"
            label={t('settings.start.head')}
            checked={start.head}
            onChange={({ currentTarget }) => settle(startWithHead(currentTarget.checked))}
          />
        )}
      </Field>
    </div>
  );
}

/** The file by its name and size; by its sha256 where this machine has none. */
function NamedTensor({ start }: { readonly start: NonNullable<Start> }) {
  const t = useMessages();
  const [stored, setStored] = useState<StoredWeights | null>(null);
  useEffect(() => {
    let isShown = true;
    void findWeights(start.sha256).then((weights) => {
      if (isShown) setStored(weights);
    });
    return () => {
      isShown = false;
    };
  }, [start.sha256]);
  const hash = t('settings.start.hash', { digits: start.sha256.slice(0, 12) });
  if (stored?.sha256 !== start.sha256) return t('settings.start.missing', { hash });
  return (
    <>
      {t.rich('settings.start.file', {
        b: (parts) => <b>{parts}</b>,
        name: weightsName(t, stored),
        size: t.format.bytes(stored.file.size),
        hash,
      })}
      {stored.excluded ? (
        <>
          <br />
          {excludedText(t, stored.excluded)}
        </>
      ) : null}
    </>
  );
}

/** `Not used: iter, conv1/kernel/m and 3 more`: counted steps, and what an optimizer keeps. */
function excludedText(t: Translator, names: readonly string[]): string {
  const shown = joinItems(t, names.slice(0, 2));
  return names.length > 2
    ? t('settings.start.unusedMore', { names: shown, more: t.format.whole(names.length - 2) })
    : t('settings.start.unused', { names: shown });
}
