import type { Parameter } from '../../optim/parameter.ts';
import { useApp } from '../../store/app.ts';
import { editPart } from '../kit/edit.ts';
import { Field } from '../kit/Field.tsx';
import { useMessages } from '../kit/language.ts';
import { ParameterControl } from '../kit/ParameterControl.tsx';

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
