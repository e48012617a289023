import { Table } from '@mantine/core';
import type { ErrorReport } from '../../core/errors.ts';
import type { Shape } from '../../core/shape.ts';
import { shapeText } from '../../core/shape.ts';
import { layerKindText, modelTitle } from '../../messages/models.ts';
import { isSummary } from '../../nn/describe-model.ts';
import type { ModelSpec } from '../../nn/index.ts';
import type { ModelSummary } from '../../nn/model.ts';
import { errorBeside } from '../kit/errorBeside.ts';
import { useMessages } from '../kit/language.ts';
import classes from './LayerTable.module.css';

interface Props {
  readonly model: ModelSpec;
  readonly input: Shape;
  readonly batchSize: number;
  readonly described: ModelSummary | ErrorReport;
}

/** Forward, and the gradients of weights and of inputs: each takes about as many. */
const passes = 3;

/** The layers of a network with what each puts out and costs, or why there is no such network. */
export function LayerTable({ model, input, batchSize, described }: Props) {
  const t = useMessages();
  if (!isSummary(described)) {
    return (
      <p role="alert" className={classes.error}>
        {errorBeside(t, described, 'model')}
      </p>
    );
  }
  const { whole, operations, bytes } = t.format;
  const { parameters, flops, activationBytes, layers } = described;
  return (
    <div>
      <h3 className={classes.title}>{modelTitle(t, model)}</h3>
      <p className={classes.about}>
        {t('settings.layers.about', {
          count: whole(batchSize),
          operations: operations(passes * flops * batchSize, 'FLOP'),
        })}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <section className={classes.scroll} aria-label={t('settings.layers.scroll')} tabIndex={0}>
        <Table className={classes.table ?? ''} aria-label={t('settings.layers.table')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('settings.layers.layer')}</Table.Th>
              <Table.Th className={classes.figure ?? ''}>{t('settings.layers.output')}</Table.Th>
              <Table.Th className={classes.figure ?? ''}>{t('settings.layers.parameters')}</Table.Th>
              <Table.Th className={classes.figure ?? ''}>FLOP</Table.Th>
              <Table.Th className={classes.figure ?? ''}>{t('settings.layers.memory')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            <Row
              name={t('settings.layers.input')}
              kind={t('settings.layers.image')}
              figures={[shapeText(input), '–', '–', '–']}
            />
            {layers.map((layer) => (
              <Row
                key={layer.name}
                name={layer.name}
                kind={layerKindText(t, layer.kind)}
                figures={[
                  shapeText(layer.outputShape),
                  layer.parameters === 0 ? '–' : whole(layer.parameters),
                  layer.flops === 0 ? '–' : operations(layer.flops),
                  bytes(layer.activationBytes),
                ]}
              />
            ))}
          </Table.Tbody>
          <Table.Tfoot>
            <Table.Tr>
              <Table.Th scope="row" colSpan={2}>
                {t('settings.layers.total')}
              </Table.Th>
              <Table.Td className={classes.total ?? ''}>{whole(parameters)}</Table.Td>
              <Table.Td className={classes.total ?? ''}>{operations(flops)}</Table.Td>
              <Table.Td className={classes.total ?? ''}>{bytes(activationBytes)}</Table.Td>
            </Table.Tr>
          </Table.Tfoot>
        </Table>
      </section>
    </div>
  );
}

interface RowProps {
  readonly name: string;
  readonly kind: string;
  readonly figures: readonly string[];
}

function Row({ name, kind, figures }: RowProps) {
  return (
    <Table.Tr>
      <Table.Th scope="row" className={classes.layer ?? ''}>
        {name} <span className={classes.kind}>{kind}</span>
      </Table.Th>
      {figures.map((figure, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a column is known by its place
        <Table.Td key={i} className={classes.figure ?? ''}>
          {figure}
        </Table.Td>
      ))}
    </Table.Tr>
  );
}
