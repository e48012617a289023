import { useState } from 'react';
import type { ExperimentSpec } from '../../experiment/schema.ts';
import type { ModelOption } from '../../nn/options.ts';
import { useApp } from '../../store/app.ts';
import type { FieldError } from '../kit/FieldError.tsx';
import { useMessages } from '../kit/language.ts';
import { SettingField } from '../kit/SettingField.tsx';
import type { Rejection } from './changeModel.ts';
import { setOption } from './changeModel.ts';
import { SuggestedFixes } from './FixButtons.tsx';
import { optionTexts } from './modelOptions.ts';

interface Props {
  readonly optionKey: string;
  readonly option: ModelOption;
  readonly value: unknown;
  /** Called with a value while it is dragged, before it is committed. */
  readonly onPreview: (value: unknown) => void;
}

/** One option of a model, with what would make a value fit that was refused. */
export function OptionField({ optionKey, option, value, onPreview }: Props) {
  const t = useMessages();
  const spec = useApp((state) => state.spec);
  const [rejection, setRejection] = useState<{ readonly of: ExperimentSpec; readonly why: Rejection } | null>(
    null,
  );
  const why = rejection?.of === spec ? rejection.why : null;
  const set = (next: unknown): FieldError | null => {
    const rejected = setOption(optionKey, next);
    setRejection(rejected === null ? null : { of: spec, why: rejected });
    return rejected?.error ?? null;
  };
  return (
    <SettingField
      setting={option}
      texts={optionTexts(t, spec.model.id, optionKey, option)}
      value={value}
      by="slider"
      error={why?.error}
      commit={set}
      onPreview={onPreview}
    >
      <SuggestedFixes spec={why?.spec} />
    </SettingField>
  );
}
