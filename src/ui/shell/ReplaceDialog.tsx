import { Button, Modal } from '@mantine/core';
import { Download } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { Translator } from '../../messages/translator.ts';
import { useApp } from '../../store/app.ts';
import { resultFile } from '../../store/result-export.ts';
import type { Loss } from '../../store/state.ts';
import { answerReplace, pendingLoss } from '../../store/unsaved.ts';
import { useMessages } from '../kit/language.ts';
import { saveFile } from '../kit/saveFile.ts';
import { focusTrain } from '../kit/trainButton.ts';
import classes from './ReplaceDialog.module.css';

/** Longer than a menu that has closed takes to hand the focus back. */
const focusSettlesMs = 80;
/** A drawer beneath would close on the same Escape. */
const escapeHandling = { 'data-mantine-stop-propagation': 'true' } as const;

/** The question that is asked before a race nobody saved makes way for another: Enter is the answer that loses nothing: save what is finished, or keep racing. */
export function ReplaceDialog({ opened: isOpen }: { readonly opened: boolean }) {
  const t = useMessages();
  const loss = useApp(useShallow(pendingLoss));
  const content = useRef<HTMLDivElement>(null);
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
  const kind = loss?.kind ?? 'finished';
  const canSave = loss !== null && loss.unsavedRounds > 0;
  const isSaveSafe = canSave && loss.kind === 'finished';
  return (
    <Modal
      opened={isOpen}
      onClose={() => answer(false)}
      closeOnEscape={false}
      onKeyDown={({ key }) => key === 'Escape' && answer(false)}
      withCloseButton={false}
      title={loss === null ? '' : t(`shell.replace.${kind}.title`)}
      size={420}
    >
      <div ref={content}>
        <p>{loss === null ? '' : textOf(t, loss)}</p>
        <div className={classes.answers}>
          <Button
            {...escapeHandling}
            data-autofocus={isSaveSafe ? undefined : true}
            className={classes.cancel ?? ''}
            onClick={() => answer(false)}
          >
            {t(`shell.replace.${kind}.stay`)}
          </Button>
          <Button {...escapeHandling} onClick={() => answer(true)}>
            {t(`shell.replace.${kind}.go`)}
          </Button>
          {canSave ? (
            <Button
              {...escapeHandling}
              data-autofocus={isSaveSafe || undefined}
              variant={isSaveSafe ? 'filled' : 'default'}
              leftSection={<Download size={15} strokeWidth={1.75} aria-hidden="true" />}
              onClick={save}
            >
              {t(`shell.replace.${kind}.save`)}
            </Button>
          ) : null}
        </div>
      </div>
    </Modal>
  );
}

function textOf(t: Translator, { kind, step, totalSteps, unsavedRounds }: Loss): string {
  if (kind === 'finished') return t('shell.replace.finished.text');
  const at = t.format.whole(step);
  const part = unsavedRounds === 0 ? 'text' : 'textParts';
  if (totalSteps === null) return t(`shell.replace.running.${part}Endless`, { step: at });
  return t(`shell.replace.running.${part}`, { step: at, total: t.format.whole(totalSteps) });
}
