import { exportName } from '../../../core/file-name.ts';
import { useApp } from '../../../store/app.ts';
import { saveFile } from '../../kit/saveFile.ts';
import { drawCard } from './drawCard.ts';

/** Device pixels to one of the page. */
const scale = 2;

/** Saves the chart a control lies in as a PNG: as it is seen, without its controls, at twice its size. */
export function saveImage(within: Element | null, title: string): void {
  const card = within?.closest<HTMLElement>('[data-chart]');
  const canvas = card ? drawCard(card, scale) : null;
  canvas?.toBlob((blob) => {
    const { name } = useApp.getState().run.displaySpec;
    if (blob) saveFile({ blob, name: exportName([name, title], 'png', new Date()) });
  }, 'image/png');
}
