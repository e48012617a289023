import { useMemo, useState } from 'react';
import { datasetOf } from '../../data/index.ts';
import type { ModelSpec } from '../../nn/index.ts';
import { useApp } from '../../store/app.ts';
import { InitField } from './InitField.tsx';
import { LayerTable } from './LayerTable.tsx';
import { SettingsDrawer } from './SettingsDrawer.tsx';
import { WidthsField } from './WidthsField.tsx';
import type { WidthList } from './widths.ts';
import { describeModel, typedWidths, widthLimits } from './widths.ts';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
}

type CnnSpec = ModelSpec<'cnn'>;

/** The network: its widths, how it starts, and the layers it comes out as. */
export function ModelDrawer({ opened, onClose }: Props) {
  return (
    <SettingsDrawer title="Model" opened={opened} onClose={onClose}>
      <ModelForm />
    </SettingsDrawer>
  );
}

/** Widths that are being typed, by their place; the table shows them before they are committed. */
type Typed = Readonly<Record<WidthList, readonly (string | null)[]>>;
const untyped: Typed = { filters: [], dense: [] };

function ModelForm() {
  const model = useApp(({ spec }) => spec.model);
  return model.id === 'cnn' ? <CnnForm model={model} /> : <Described model={model} />;
}

/** The layers of a network for the pictures at hand. */
function Described({ model }: { readonly model: ModelSpec }) {
  const data = useApp(({ spec }) => spec.data);
  const meta = useMemo(() => datasetOf(data), [data]);
  const input = meta?.shape ?? [];
  return <LayerTable input={input} described={describeModel(model, input, meta?.classCount ?? 0)} />;
}

function CnnForm({ model }: { readonly model: CnnSpec }) {
  const [typed, setTyped] = useState({ model, widths: untyped });
  const current = typed.model === model ? typed.widths : untyped;

  function typeWidth(list: WidthList, index: number, text: string): void {
    const widths = model[list].map((_, i) => (i === index ? text : (current[list][i] ?? null)));
    setTyped({ model, widths: { ...current, [list]: widths } });
  }
  return (
    <>
      <WidthsField
        list="filters"
        label="Conv blocks"
        itemLabel={(n) => `Filters of conv block ${n}`}
        help="Each is a 3×3 convolution with so many filters, ReLU, then a 2×2 max pool that halves the picture."
        onType={(index, text) => typeWidth('filters', index, text)}
      />
      <WidthsField
        list="dense"
        label="Dense layers"
        itemLabel={(n) => `Units of dense layer ${n}`}
        help="Fully connected layers with ReLU before the logits; none is the common choice for a small network."
        onType={(index, text) => typeWidth('dense', index, text)}
      />
      <InitField />
      <Described model={preview(model, current)} />
    </>
  );
}

function preview(model: CnnSpec, typed: Typed): CnnSpec {
  return {
    ...model,
    filters: typedWidths(model.filters, typed.filters, widthLimits.filters.widest),
    dense: typedWidths(model.dense, typed.dense, widthLimits.dense.widest),
  };
}
