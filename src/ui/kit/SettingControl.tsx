import { SegmentedControl, Switch } from '@mantine/core';
import type { BoundedNumber, NumberSetting, Setting } from '../../core/setting.ts';
import type { SettingTexts } from '../../messages/settings.ts';
import type { FieldError } from './FieldError.tsx';
import { ListField, PlacesField } from './ListField.tsx';
import { useMessages } from './language.ts';
import { NumberBox } from './NumberBox.tsx';
import { numberText } from './numberText.ts';
import { ParameterControl } from './ParameterControl.tsx';
import { parameterOf } from './parameterScale.ts';

export interface ControlProps {
  readonly setting: Setting;
  readonly texts: SettingTexts;
  readonly value: unknown;
  /** Takes what was chosen or typed, a text where that is no number; returns why it is refused, or null. */
  readonly commit: (value: unknown) => FieldError | null;
  /** How a number is set: a box, a slider beside it, the same with stops, or one of some numbers. */
  readonly by?:
    | 'box'
    | 'slider'
    | { readonly stops: readonly number[] }
    | { readonly offered: readonly number[] };
  /** Whether a box has room for seven digits instead of five. */
  readonly wide?: boolean;
  /** Whether a switch has its label beside it; else that stands above or is a button of its own. */
  readonly labelled?: boolean;
  /** Of a number, a choice or a switch. */
  readonly disabled?: boolean;
  /** Called with a value while it is dragged or typed, before it is committed. */
  readonly onPreview?: (value: unknown) => void;
}

/** The control of a setting, by the kind of its declaration. */
export function SettingControl(props: ControlProps) {
  const { setting, texts, value, commit, onPreview, disabled = false } = props;
  const { name = texts.label, choice = String, item = String } = texts;
  switch (setting.kind) {
    case 'number':
      return <NumberControl {...props} setting={setting} name={name} />;
    case 'choice':
      return (
        <SegmentedControl
          size="xs"
          aria-label={name}
          disabled={disabled}
          value={String(value)}
          onChange={(text) => commit(setting.choices.find((one) => String(one) === text))}
          data={setting.choices.map((one) => ({ value: String(one), label: choice(one) }))}
        />
      );
    case 'switch':
      return (
        <Switch
          size="xs"
          {...(props.labelled ? { label: texts.label } : { 'aria-label': name })}
          disabled={disabled}
          checked={value === true}
          onChange={({ currentTarget }) => commit(currentTarget.checked)}
        />
      );
    case 'list': {
      const list = value as readonly number[];
      return setting.distinct ? (
        <PlacesField setting={setting} itemText={item} list={list} set={commit} />
      ) : (
        <ListField setting={setting} itemText={item} list={list} set={commit} onPreview={onPreview} />
      );
    }
  }
}

interface NumberProps extends ControlProps {
  readonly setting: NumberSetting;
  readonly name: string;
}

function NumberControl({ setting, name, value, commit, by = 'box', wide, disabled, onPreview }: NumberProps) {
  const t = useMessages();
  const { unit, integer, written } = setting;
  if (by === 'box') {
    const unitText = unit && t(`settings.unit.${unit}`);
    const isShort = unit === 'px';
    return (
      <>
        <NumberBox
          label={name}
          whole={integer}
          wide={wide}
          disabled={disabled}
          unit={isShort ? unitText : undefined}
          value={written === 'digits' ? String(value) : numberText(Number(value))}
          commit={commit}
        />
        {isShort || unit === undefined ? null : <span>{unitText}</span>}
      </>
    );
  }
  if (by !== 'slider' && 'offered' in by) {
    return (
      <SegmentedControl
        size="xs"
        aria-label={name}
        disabled={disabled ?? false}
        value={String(value)}
        onChange={(text) => commit(Number(text))}
        data={by.offered.map(String)}
      />
    );
  }
  if (!hasEnds(setting)) throw new Error(`setting: must have two ends to have a slider, got none: ${name}`);
  return (
    <ParameterControl
      parameter={parameterOf(name, setting)}
      name={name}
      value={Number(value)}
      stops={by === 'slider' ? undefined : by.stops}
      locked={disabled}
      onMove={onPreview}
      onChoose={commit}
    />
  );
}

const hasEnds = (setting: NumberSetting): setting is BoundedNumber => setting.valid.max !== undefined;

/** Whether the control says by itself why a value is refused: boxes do. */
export function saysItself(setting: Setting, by: ControlProps['by'] = 'box'): boolean {
  if (setting.kind === 'number') return typeof by === 'string' || 'stops' in by;
  return setting.kind === 'list' && setting.distinct !== true;
}
