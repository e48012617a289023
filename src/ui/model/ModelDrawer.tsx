import { useMemo, useState } from 'react';
import type { ErrorReport } from '../../core/errors.ts';
import { datasetOf } from '../../data/catalog/index.ts';
import { errorText } from '../../messages/errors.ts';
import { modelTitle } from '../../messages/models.ts';
import { describeModel, isSummary } from '../../nn/describe-model.ts';
import type { ModelSpec } from '../../nn/index.ts';
import type { ModelSummary } from '../../nn/model.ts';
import { useApp } from '../../store/app.ts';
import type { TrainingMemory } from '../../store/training-memory.ts';
import { errorBeside } from '../kit/errorBeside.ts';
import { useMessages } from '../kit/language.ts';
import { SettingsDrawer } from '../kit/SettingsDrawer.tsx';
import { FixButtons } from './FixButtons.tsx';
import { fitNote } from './fitNote.ts';
import { LayerTable } from './LayerTable.tsx';
import { MemoryTable } from './MemoryTable.tsx';
import classes from './ModelDrawer.module.css';
import { ModelField } from './ModelField.tsx';
import { optionsInUse } from './modelOptions.ts';
import { OptionField } from './OptionField.tsx';
import { StartField } from './StartField.tsx';
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
  const t = useMessages();
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
      <Totals model={shown} described={described} memory={memory} />
      {memory?.rejection && (
        <div role="alert" className={classes.note}>
          <p>{errorText(t, memory.rejection)}</p>
        </div>
      )}
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
      <LayerTable model={shown} input={meta?.shape ?? []} batchSize={data.batchSize} described={described} />
      {fits && <MemoryTable memory={memory} batchSize={data.batchSize} />}
    </>
  );
}

/** Where a network takes the images but was made for others: what that means, and the way to those. */
function FitNote() {
  const t = useMessages();
  const spec = useApp((state) => state.spec);
  const note = useMemo(() => fitNote(t, spec), [t, spec]);
  return (
    <div role="status">
      {note && (
        <div className={classes.note}>
          <p>{note.text}</p>
          <FixButtons fixes={[note.suggestion]} />
        </div>
      )}
    </div>
  );
}

interface TotalsProps {
  readonly model: ModelSpec;
  readonly described: ModelSummary | ErrorReport;
  /** Of the whole experiment; null where it is not known, or there is no such network. */
  readonly memory: TrainingMemory | null;
}

/** What a network comes to, in sight while its options are moved. */
function Totals({ model, described, memory }: TotalsProps) {
  const t = useMessages();
  if (!isSummary(described)) return <p className={classes.totals}>{errorBeside(t, described, 'model')}</p>;
  const { parameters, flops } = described;
  return (
    <p className={classes.totals}>
      <b className={classes.title}>{modelTitle(t, model)}</b>
      <span className={classes.figures}>
        {[
          t('settings.summary.parameters', { count: parameters }),
          t('settings.model.flop', { flop: t.format.operations(flops, 'FLOP') }),
          memory === null ? [] : t('settings.model.toTrain', { memory: t.format.bytes(memory.total) }),
        ]
          .flat()
          .join(' · ')}
      </span>
    </p>
  );
}
