import type { Parameter } from '../../optim/parameter.ts';
import { useApp } from '../../store/app.ts';
import { ParameterControl } from '../lanes/ParameterControl.tsx';
import { useMessages } from '../language.ts';
import { editPart } from './edit.ts';
import { Field } from './Field.tsx';

const batchSize: Parameter<'batchSize'> = {
  key: 'batchSize',
  symbol: 'B',
  default: 64,
  min: 1,
  max: 1024,
  scale: 'log',
  integer: true,
  valid: { min: 1, max: 1024 },
};

const powersOfTwo = Array.from({ length: 11 }, (_, power) => 2 ** power);

/** How many images each step is taken on. */
export function BatchSizeField() {
  const t = useMessages();
  const value = useApp(({ spec }) => spec.data.batchSize);
  return (
    <Field label={t('settings.batchSize.label')} help={t('settings.batchSize.help')}>
      <ParameterControl
        parameter={batchSize}
        name={t('settings.batchSize.label')}
        value={value}
        stops={powersOfTwo}
        onChoose={(next) => editPart('data', 'batchSize', next)}
      />
    </Field>
  );
}
