import { Button, Modal } from '@mantine/core';
import { Download } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { formatWhole } from '../../core/format.ts';
import { useApp } from '../../store/app.ts';
import { resultFile } from '../../store/results.ts';
import type { Loss } from '../../store/state.ts';
import { answerReplace, lossAsked } from '../../store/unsaved.ts';
import { saveFile } from '../saveFile.ts';
import classes from './ReplaceDialog.module.css';
import { focusTrain } from './trainAction.ts';

/** Longer than a menu that has closed takes to hand the focus back. */
const focusSettlesMs = 80;
/** A drawer beneath would close on the same Escape. */
const ownEscape = { 'data-mantine-stop-propagation': 'true' } as const;

/** The question that is asked before a race nobody saved makes way for another: Enter is the answer that loses nothing. */
export function ReplaceDialog() {
  const loss = useApp(useShallow(lossAsked));
  const content = useRef<HTMLDivElement>(null);
  const isOpen = loss !== null;
  useEffect(() => {
    if (!isOpen) return;
    // what led here may move the focus on a moment later, which would leave Enter and Escape without an owner
    const bringBack = ({ target }: FocusEvent) => {
      if (target instanceof Node && content.current?.contains(target)) return;
      content.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    };
    document.addEventListener('focusin', bringBack);
    return () => document.removeEventListener('focusin', bringBack);
  }, [isOpen]);

  function answer(may: boolean): void {
    answerReplace(may);
    setTimeout(() => {
      if (document.activeElement === document.body) focusTrain(); // what was pressed is gone with the race
    }, focusSettlesMs);
  }
  function save(): void {
    saveFile(resultFile());
    answer(true);
  }
  const canSave = loss !== null && loss.unsavedHeats > 0;
  const isSaveSafe = canSave && loss.kind === 'finished';
  return (
    <Modal
      opened={isOpen}
      onClose={() => answer(false)}
      closeOnEscape={false}
      onKeyDown={({ key }) => key === 'Escape' && answer(false)}
      withCloseButton={false}
      title={loss === null ? '' : titles[loss.kind]}
      size={420}
    >
      <div ref={content}>
        <p>{loss === null ? '' : textOf(loss)}</p>
        <div className={classes.answers}>
          <Button
            {...ownEscape}
            data-autofocus={isSaveSafe ? undefined : true}
            className={classes.cancel ?? ''}
            onClick={() => answer(false)}
          >
            {loss?.kind === 'under way' ? 'Keep racing' : 'Cancel'}
          </Button>
          <Button {...ownEscape} onClick={() => answer(true)}>
            {loss?.kind === 'under way' ? 'End it' : 'Continue without saving'}
          </Button>
          {canSave ? (
            <Button
              {...ownEscape}
              data-autofocus={isSaveSafe || undefined}
              variant={isSaveSafe ? 'filled' : 'default'}
              leftSection={<Download size={15} strokeWidth={1.75} aria-hidden="true" />}
              onClick={save}
            >
              {loss.kind === 'under way' ? 'Save and end it' : 'Save and continue'}
            </Button>
          ) : null}
        </div>
      </div>
    </Modal>
  );
}

const titles: Readonly<Record<Loss['kind'], string>> = {
  finished: 'This replaces a finished race',
  'under way': 'This ends a race under way',
};

function textOf({ kind, step, horizon, unsavedHeats }: Loss): string {
  if (kind === 'finished') return 'It was not saved. Save it first?';
  const length = horizon === null ? '' : ` of ${formatWhole(horizon)}`;
  const place = `It is at step ${formatWhole(step)}${length}.`;
  if (unsavedHeats === 0) return `${place} A race can be saved once it has finished.`;
  return `${place} The parts of it that have finished were not saved. Save them first?`;
}
