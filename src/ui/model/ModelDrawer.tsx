import { useMemo, useState } from 'react';
import { datasetOf } from '../../data/index.ts';
import { describeModel, isSummary } from '../../nn/describe-model.ts';
import type { ModelSpec } from '../../nn/index.ts';
import { useApp } from '../../store/app.ts';
import { SettingsDrawer } from '../kit/SettingsDrawer.tsx';
import { FitNote } from './FitNote.tsx';
import { LayerTable } from './LayerTable.tsx';
import { MemoryTable } from './MemoryTable.tsx';
import { ModelField } from './ModelField.tsx';
import { optionsInUse } from './modelOptions.ts';
import { OptionField } from './OptionField.tsx';
import { StartField } from './StartField.tsx';
import { Totals } from './Totals.tsx';
import { useTrainingMemory } from './useTrainingMemory.ts';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** The network: its family, its options, what it starts from, the layers it comes out as and the memory it takes. */
export function ModelDrawer({ opened, onClose }: Props) {
  return (
    <SettingsDrawer part="model" opened={opened} onClose={onClose}>
      <div>
        <ModelField />
        <FitNote />
      </div>
      <ModelForm />
    </SettingsDrawer>
  );
}

function ModelForm() {
  const spec = useApp((state) => state.spec);
  const { model, data } = spec;
  const [preview, setPreview] = useState<{ readonly of: ModelSpec; readonly model: ModelSpec } | null>(null);
  const values: Readonly<Record<string, unknown>> = { ...model };
  const meta = useMemo(() => datasetOf(data), [data]);
  const shown = preview?.of === model ? preview.model : model;
  const described = useMemo(
    () => describeModel(shown, meta?.shape ?? [], meta?.classCount ?? 0),
    [shown, meta],
  );
  const fits = isSummary(described);
  const previewed = useMemo(() => ({ ...spec, model: shown }), [spec, shown]);
  const memory = useTrainingMemory(previewed, fits);
  return (
    <>
      <Totals described={described} memory={memory} />
      {optionsInUse(model).map(([key, option]) => (
        <OptionField
          key={`${model.id}/${key}`}
          optionKey={key}
          option={option}
          value={values[key]}
          onPreview={(value) => setPreview({ of: model, model: { ...model, [key]: value } as ModelSpec })}
        />
      ))}
      <StartField />
      <LayerTable input={meta?.shape ?? []} batchSize={data.batchSize} described={described} />
      {fits && <MemoryTable memory={memory} batchSize={data.batchSize} />}
    </>
  );
}
