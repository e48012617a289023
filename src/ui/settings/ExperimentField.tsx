import type { ReactNode } from 'react';
import { useState } from 'react';
import type { ExperimentSpec } from '../../experiment/schema.ts';
import type { SettingId } from '../../experiment/settings.ts';
import { placedSettings, settingValue, withSettingValue } from '../../experiment/settings.ts';
import { settingTexts } from '../../messages/settings.ts';
import { useApp } from '../../store/app.ts';
import { edit } from '../kit/edit.ts';
import type { FieldError } from '../kit/FieldError.tsx';
import { useMessages } from '../kit/language.ts';
import type { ControlProps } from '../kit/SettingControl.tsx';
import { SettingControl } from '../kit/SettingControl.tsx';
import { SettingField } from '../kit/SettingField.tsx';

interface Props extends Pick<ControlProps, 'by' | 'wide' | 'labelled' | 'disabled'> {
  readonly id: SettingId;
}

interface ControlOfIdProps extends Props {
  /** What is shown in place of the value in the experiment, where that is null. */
  readonly shown?: number;
  /** Called with the error of each change, for a field of several controls to say. */
  readonly onError?: (error: FieldError | null) => void;
}

/** The control of a setting of the experiment, in a field of several. */
export function ExperimentControl({ id, shown, onError, ...control }: ControlOfIdProps) {
  const t = useMessages();
  const { setting, path } = placedSettings[id];
  const value = useApp(({ spec }) => settingValue(spec, path));
  return (
    <SettingControl
      setting={setting}
      texts={settingTexts(t, id)}
      value={shown ?? value}
      commit={(next) => {
        const error = edit((spec) => withSettingValue(spec, path, next), path);
        onError?.(error);
        return error;
      }}
      {...control}
    />
  );
}

interface FieldProps extends Props {
  /** In place of the help of its id, where that depends on the experiment. */
  readonly help?: string;
  /** What else another value changes. */
  readonly change?: (spec: ExperimentSpec, value: unknown) => unknown;
  readonly children?: ReactNode;
}

/** A setting of the experiment as a field of its own. */
export function ExperimentField({ id, change, ...field }: FieldProps) {
  const t = useMessages();
  const { setting, path } = placedSettings[id];
  const value = useApp(({ spec }) => settingValue(spec, path));
  const [error, setError] = useState<FieldError | null>(null);
  return (
    <SettingField
      setting={setting}
      texts={settingTexts(t, id)}
      value={value}
      error={error}
      commit={(next) => {
        const rejected = edit((spec) => change?.(spec, next) ?? withSettingValue(spec, path, next), path);
        setError(rejected);
        return rejected;
      }}
      {...field}
    />
  );
}
