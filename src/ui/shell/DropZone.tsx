import { FileInput } from 'lucide-react';
import { useEffect, useState } from 'react';
import { openFiles } from '../../store/open-files.ts';
import { useMessages } from '../kit/language.ts';
import classes from './DropZone.module.css';

const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') ?? false;

/** Takes a result, or weights to start from, dropped anywhere on the page, and says so while one is held over it. */
export function DropZone() {
  const t = useMessages();
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault(); // the browser would open the file in place of the page
      setOver(true);
    };
    const leave = ({ relatedTarget }: DragEvent) => {
      if (relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      const isHandled = event.defaultPrevented; // by a field of its own
      event.preventDefault();
      setOver(false);
      if (!isHandled) void openFiles([...(event.dataTransfer?.files ?? [])]);
    };
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, []);
  if (!isOver) return null;
  return (
    <div className={classes.zone} aria-hidden="true">
      <p className={classes.word}>
        <FileInput size={20} strokeWidth={1.75} />
        {t('shell.results.drop')}
      </p>
    </div>
  );
}
