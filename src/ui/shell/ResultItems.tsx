import { Menu } from '@mantine/core';
import { Download, FolderOpen, Table } from 'lucide-react';
import { useApp } from '../../store/app.ts';
import { resultFile, stepsFile } from '../../store/result-export.ts';
import { hasResult } from '../../store/result-of-run.ts';
import { useMessages } from '../kit/language.ts';
import { saveFile } from '../kit/saveFile.ts';

const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** A result out to a file and back; `onImport` has one chosen. */
export function ResultItems({ onImport }: { readonly onImport: () => void }) {
  const t = useMessages();
  const hasOne = useApp(({ run }) => hasResult(run));
  return (
    <>
      <Menu.Item
        leftSection={<Download {...icon} />}
        disabled={!hasOne}
        onClick={() => saveFile(resultFile())}
      >
        {t('shell.results.exportJson')}
      </Menu.Item>
      <Menu.Item leftSection={<Table {...icon} />} disabled={!hasOne} onClick={() => saveFile(stepsFile())}>
        {t('shell.results.exportCsv')}
      </Menu.Item>
      {/* Mantine hands the focus to the first item, also where that is disabled and cannot take it */}
      <Menu.Item
        leftSection={<FolderOpen {...icon} />}
        data-autofocus={!hasOne || undefined}
        onClick={onImport}
      >
        {t('shell.results.import')}
      </Menu.Item>
      <Menu.Divider />
    </>
  );
}
