import { Chip, SegmentedControl, Switch } from '@mantine/core';
import { useState } from 'react';
import type { ListSetting } from '../../core/setting.ts';
import type { ExperimentSpec } from '../../experiment/schema.ts';
import { modelChoice, modelListItem, modelOptionLabel } from '../../messages/models.ts';
import type { ModelOption } from '../../nn/options.ts';
import { useApp } from '../../store/app.ts';
import { Field } from '../kit/Field.tsx';
import type { FieldError } from '../kit/FieldError.tsx';
import { useMessages } from '../kit/language.ts';
import { ParameterControl } from '../kit/ParameterControl.tsx';
import { parameterOf } from '../kit/parameterScale.ts';
import type { Rejection } from './changeModel.ts';
import { setOption } from './changeModel.ts';
import { SuggestedFixes } from './FixButtons.tsx';
import { ListField } from './ListField.tsx';
import { optionHelp } from './modelOptions.ts';
import classes from './OptionField.module.css';

interface Props {
  readonly optionKey: string;
  readonly option: ModelOption;
  readonly value: unknown;
  /** Called with a value while it is dragged, before it is committed. */
  readonly onPreview: (value: unknown) => void;
}

/** One option of a model with the control of its kind, all from its declaration. */
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
    <Field
      label={modelOptionLabel(t, spec.model.id, optionKey)}
      help={optionHelp(t, spec.model.id, optionKey, option)}
      error={saysItself(option) ? null : why?.error}
    >
      <Control {...{ optionKey, option, value, onPreview, set }} />
      <SuggestedFixes spec={why?.spec} />
    </Field>
  );
}

/** Whether its boxes say by themselves why a number is refused. */
const saysItself = (option: ModelOption): boolean =>
  option.kind === 'number' || (option.kind === 'list' && option.distinct !== true);

function Control({
  optionKey,
  option,
  value,
  onPreview,
  set,
}: Props & { readonly set: (next: unknown) => FieldError | null }) {
  const t = useMessages();
  const id = useApp(({ spec }) => spec.model.id);
  const label = modelOptionLabel(t, id, optionKey);
  switch (option.kind) {
    case 'number':
      return (
        <ParameterControl
          parameter={parameterOf(optionKey, option)}
          name={label}
          value={Number(value)}
          onMove={onPreview}
          onChoose={set}
        />
      );
    case 'choice':
      return (
        <SegmentedControl
          size="xs"
          aria-label={label}
          value={String(value)}
          onChange={(text) => set(option.choices.find((choice) => String(choice) === text))}
          data={option.choices.map((choice) => ({
            value: String(choice),
            label: modelChoice(t, id, optionKey, choice),
          }))}
        />
      );
    case 'switch':
      return (
        <Switch
          size="xs"
          aria-label={label}
          checked={value === true}
          onChange={({ currentTarget }) => set(currentTarget.checked)}
        />
      );
    case 'list': {
      const list = value as readonly number[];
      const itemText = (place: number) => modelListItem(t, id, optionKey, place);
      return option.distinct ? (
        <PlacesField option={option} itemText={itemText} list={list} set={set} />
      ) : (
        <ListField option={option} itemText={itemText} list={list} set={set} onPreview={onPreview} />
      );
    }
  }
}

interface PlacesFieldProps {
  readonly option: ListSetting;
  /** What a place is called. */
  readonly itemText: (place: number) => string;
  readonly list: readonly number[];
  readonly set: (list: readonly number[]) => FieldError | null;
}

/** Which of some places are taken, a chip each. */
function PlacesField({ option: { range }, itemText, list, set }: PlacesFieldProps) {
  const places = Array.from({ length: range.max - range.min + 1 }, (_, i) => range.min + i);
  return (
    <Chip.Group
      multiple
      value={list.map(String)}
      onChange={(chosen) => set(chosen.map(Number).toSorted((a, b) => a - b))}
    >
      <div className={classes.places}>
        {places.map((place) => (
          <Chip key={place} value={String(place)} size="xs" variant="outline" aria-label={itemText(place)}>
            {place}
          </Chip>
        ))}
      </div>
    </Chip.Group>
  );
}
