import { VisuallyHidden } from '@mantine/core';
import { formatWhole } from '../../core/format.ts';
import { classText } from '../../messages/data.ts';
import { useApp } from '../../store/app.ts';
import { laneRun } from '../../store/rounds.ts';
import { useMessages } from '../language.ts';
import classes from './ConfusionMatrix.module.css';
import { frequentMistakes, rowTotal } from './confusion.ts';
import { evaluationCaption, evaluationShown, seedShown } from './evaluationShown.ts';
import { NothingYet } from './NothingYet.tsx';

/** Share of the hue in a cell that holds its whole row; more, and the figure in it could not be read. */
const strongest = 58;

/** Which class a lane took for which, of the test set or of the latest validation. */
export function ConfusionMatrix({ lane }: { readonly lane: number }) {
  const evaluation = useApp(({ run }) => evaluationShown(laneRun(run, lane)));
  const seed = useApp(({ run }) => seedShown(run, lane));
  const t = useMessages();
  const classNames = useApp(({ run }) => run.classes);
  if (evaluation === null) return <NothingYet lane={lane} />;
  const nameOf = (index: number) => classText(t, classNames[index] ?? String(index));
  const { confusion } = evaluation;
  return (
    <div className={classes.layout}>
      <div className={classes.scroll}>
        <table className={classes.matrix}>
          <caption className={classes.caption}>
            {evaluationCaption(evaluation, seed)}
            <VisuallyHidden>: rows are what a picture is, columns what it was taken for</VisuallyHidden>
          </caption>
          <thead>
            <tr>
              <td className={classes.axes} aria-hidden="true">
                <span>is ↓</span> <span>taken for →</span>
              </td>
              {confusion.map((_, predicted) => (
                <th key={nameOf(predicted)} scope="col" title={nameOf(predicted)}>
                  <span>{nameOf(predicted)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {confusion.map((row, actual) => (
              <tr key={nameOf(actual)}>
                <th scope="row" title={nameOf(actual)}>
                  {nameOf(actual)}
                </th>
                {row.map((cell, predicted) => (
                  <td
                    key={nameOf(predicted)}
                    data-zero={cell === 0 || undefined}
                    data-right={actual === predicted || undefined}
                    style={{ ['--heat' as string]: `${heat(cell, rowTotal(row))}%` }}
                  >
                    {formatWhole(cell)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Mistakes confusion={confusion} nameOf={nameOf} />
    </div>
  );
}

interface MistakesProps {
  readonly confusion: readonly (readonly number[])[];
  readonly nameOf: (index: number) => string;
}

function Mistakes({ confusion, nameOf }: MistakesProps) {
  const [worst, ...next] = frequentMistakes(confusion, 4);
  if (!worst) return <p className={classes.worst}>Every picture was told apart.</p>;
  return (
    <div className={classes.mistakes}>
      <p className={classes.worst}>
        {nameOf(worst.actual)} taken for {nameOf(worst.predicted)}: <b>{times(worst.count)}</b>
      </p>
      <ol className={classes.next}>
        {next.map(({ actual, predicted, count: often }) => (
          <li key={`${actual}-${predicted}`}>
            {nameOf(actual)} for {nameOf(predicted)}: <b>{formatWhole(often)}</b>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** The root of the share, so that one mistake in a hundred still shows. */
function heat(cell: number, ofRow: number): number {
  return ofRow === 0 ? 0 : Math.round(strongest * Math.sqrt(cell / ofRow));
}

function times(often: number): string {
  return often === 1 ? 'once' : `${formatWhole(often)} times`;
}
