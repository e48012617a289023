import { describe, expect, it } from 'vitest';
import { LayerStatisticsSeries } from '../../../src/store/layer-statistics-series.ts';
import { labelled, spacedOut } from '../../../src/ui/results/labelled.ts';
import { layersSentence, layerTables, wellText } from '../../../src/ui/results/layersText.ts';
import { depthStyle } from '../../../src/ui/results/useLayersModel.ts';
import { en, zh } from '../../support/translator.ts';

/** Two layers, measured at some steps: gradients 1e-3 · step and 2, weights 3 and 4, updates 0 and 0.1. */
function seriesOf(...steps: readonly number[]): LayerStatisticsSeries {
  const layerStatistics = new LayerStatisticsSeries();
  for (const step of steps) {
    layerStatistics.append({
      steps: Uint32Array.of(step),
      gradient: Float64Array.of(step / 1000, 2),
      weight: Float64Array.of(3, 4),
      updateRatio: Float64Array.of(0, 0.1),
    });
  }
  return layerStatistics;
}
const names = ['conv1', 'logits'];

describe('what was measured', () => {
  it('is kept by step and by layer, however the frames were cut', () => {
    const layerStatistics = new LayerStatisticsSeries();
    layerStatistics.append({
      steps: Uint32Array.of(0, 1),
      gradient: Float64Array.of(1, 2, 3, 4),
      weight: Float64Array.of(5, 6, 7, 8),
      updateRatio: Float64Array.of(0, 0, 0, 0),
    });
    layerStatistics.append({
      steps: Uint32Array.of(2),
      gradient: Float64Array.of(9, 10),
      weight: Float64Array.of(11, 12),
      updateRatio: Float64Array.of(0, 0),
    });
    expect(layerStatistics.steps).toEqual([0, 1, 2]);
    expect(layerStatistics.layers).toBe(2);
    expect([...layerStatistics.ofLayer('gradient', 1)]).toEqual([2, 4, 10]);
    expect([...layerStatistics.row('weight', 2)]).toEqual([11, 12]);
    expect([...layerStatistics.row('weight', 3)]).toEqual([]);
  });

  it('is held against the rules as it comes', () => {
    const layerStatistics = seriesOf(...Array.from({ length: 7 }, (_, i) => 10 * i));
    expect(layerStatistics.findings.stalled).toEqual([0]);
  });
});

describe('the chart of the layers in words', () => {
  it('is a sentence of the highest and the lowest at the latest measurement', () => {
    expect(layersSentence(en, 'gradient', 'SGD', names, seriesOf(0, 10))).toBe(
      'Gradient norm of each layer of SGD at step 10: from 2.00 in logits down to 0.0100 in conv1.',
    );
    expect(layersSentence(en, 'weight', 'SGD', names, new LayerStatisticsSeries())).toBe(
      'Weight norm of each layer of SGD: nothing measured yet.',
    );
  });

  it('is a table a measure, a row a layer, the first and the last step among the columns', () => {
    const [first, ...others] = layerTables(
      en,
      'updateRatio',
      'SGD',
      names,
      seriesOf(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
    );
    expect(first?.columns).toEqual(['Layer', 'Step 0', 'Step 2', 'Step 4', 'Step 6', 'Step 8', 'Step 10']);
    expect(first?.rows).toEqual([
      ['conv1', '0', '0', '0', '0', '0', '0'],
      ['logits', ...Array.from({ length: 6 }, () => '0.100')],
    ]);
    expect(others.map(({ caption }) => caption)).toEqual([
      'Gradient norm of SGD, layers from the input on',
      'Weight norm of SGD, layers from the input on',
    ]);
  });
});

describe('labels', () => {
  it('are the first, the last and some between, as many as there is room for', () => {
    expect(labelled(5, 9, [])).toEqual([0, 1, 2, 3, 4]);
    expect(labelled(20, 4, [])).toEqual([0, 6, 13, 19]);
    expect(labelled(20, 1, [])).toEqual([0, 19]);
    expect(labelled(0, 5, [])).toEqual([]);
    expect(labelled(1, 5, [])).toEqual([0]);
  });

  it('are those of the first and the last layer with a note before others', () => {
    const chosen = labelled(20, 6, [3, 4, 5, 6, 7]);
    expect(chosen).toHaveLength(6);
    for (const layer of [0, 3, 7, 19]) expect(chosen).toContain(layer);
  });

  it('are of all layers with a note where there are few, and leave a third of the room to others', () => {
    expect(labelled(20, 9, [0, 1])).toEqual([0, 1, 3, 5, 8, 11, 14, 16, 19]);
    expect(labelled(20, 9, [0, 1, 2, 3, 4, 5, 6, 7]).filter((layer) => layer < 8)).toEqual([0, 2, 4, 5, 7]);
  });

  it('spread evenly', () => {
    expect(spacedOut(5, 1)).toEqual([0]);
    expect(spacedOut(3, 6)).toEqual([0, 1, 2]);
    expect(spacedOut(11, 6)).toEqual([0, 2, 4, 6, 8, 10]);
  });
});

it('colours go from the first layer to the last, whatever their number', () => {
  const colours = (layers: number) => Array.from({ length: layers }, (_, i) => depthStyle(i, layers).color);
  expect(colours(1)).toEqual(['--depth-1']);
  expect(colours(3)).toEqual(['--depth-1', '--depth-5', '--depth-8']);
  expect(new Set(colours(20)).size).toBe(8);
  expect(colours(20)[19]).toBe('--depth-8');
});

describe('what is said where nothing is wrong', () => {
  it('depends on how much was measured, and on how the lane ended', () => {
    expect(wellText(en, undefined, null)).toContain('are reported here');
    expect(wellText(en, 40, null)).toBe(
      'No layer explodes. Vanishing gradients are reported once they have lasted 50 steps.',
    );
    expect(wellText(zh, 50, null)).toBe('没有层消失、停滞或爆炸。');
    expect(wellText(en, 50, null)).toBe('No layer vanishes, stalls or explodes.');
    expect(wellText(en, 50, 57)).toContain('diverged at step 57; until step 50');
  });
});
