import { Button } from '@mantine/core';
import { Download } from 'lucide-react';
import { resultFile, stepsFile } from '../../store/results.ts';
import { saveFile } from '../saveFile.ts';

const icon = { size: 15, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** The result as a file that can be brought back, and every step as a table. */
export function ExportButtons() {
  return (
    <>
      <Button size="xs" leftSection={<Download {...icon} />} onClick={() => saveFile(resultFile())}>
        Result
      </Button>
      <Button size="xs" leftSection={<Download {...icon} />} onClick={() => saveFile(stepsFile())}>
        Every step, CSV
      </Button>
    </>
  );
}
