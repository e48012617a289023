import type { RefObject } from 'react';
import { openFiles } from '../../store/open-files.ts';
import { useMessages } from '../kit/language.ts';

/** The browser's own way to choose a file, out of sight: a menu item presses it. */
export function ImportInput({ input }: { readonly input: RefObject<HTMLInputElement | null> }) {
  const t = useMessages();
  return (
    <input
      ref={input}
      type="file"
      accept=".json,application/json"
      aria-label={t('shell.results.file')}
      hidden
      onChange={({ currentTarget }) => {
        const [file] = currentTarget.files ?? [];
        currentTarget.value = ''; // so that the same file can be chosen again
        if (file) void openFiles([file]);
      }}
    />
  );
}
