import { VisuallyHidden } from '@mantine/core';
import { classText } from '../../messages/data.ts';
import { useApp } from '../../store/app.ts';
import { evaluationShown, laneRun, seedShown } from '../../store/rounds.ts';
import { evaluationCaption, firstEvaluationText } from '../kit/evaluation.ts';
import { useMessages } from '../kit/language.ts';
import classes from './ConfusionMatrix.module.css';
import { frequentMistakes, rowTotal } from './confusion.ts';

/** Share of the hue in a cell that holds its whole row; more, and the figure in it could not be read. */
const strongest = 58;

/** Which class a lane took for which, of the test set or of the latest validation. */
export function ConfusionMatrix({ lane }: { readonly lane: number }) {
  const t = useMessages();
  const evaluation = useApp(({ run }) => evaluationShown(laneRun(run, lane)));
  const seed = useApp(({ run }) => seedShown(run, lane));
  const classNames = useApp(({ run }) => run.classes);
  if (evaluation === null) return <NothingYet lane={lane} />;
  const nameOf = (index: number) => classText(t, classNames[index] ?? String(index));
  const { confusion } = evaluation;
  const caption = evaluationCaption(t, evaluation, seed);
  return (
    <div className={classes.layout}>
      <div className={classes.scroll}>
        <table className={classes.matrix}>
          <caption className={classes.caption}>
            <span aria-hidden="true">{caption}</span>
            <VisuallyHidden>{t('results.confusion.caption', { evaluation: caption })}</VisuallyHidden>
          </caption>
          <thead>
            <tr>
              <td className={classes.axes} aria-hidden="true">
                <span>{t('results.confusion.actual')}</span> <span>{t('results.confusion.predicted')}</span>
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
                    {t.format.whole(cell)}
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
  const t = useMessages();
  const [worst, ...next] = frequentMistakes(confusion, 4);
  if (!worst) return <p className={classes.worst}>{t('results.confusion.none')}</p>;
  return (
    <div className={classes.mistakes}>
      <p className={classes.worst}>
        {t.rich('results.confusion.worst', {
          actual: nameOf(worst.actual),
          predicted: nameOf(worst.predicted),
          count: worst.count,
          b: (parts) => <b>{parts}</b>,
        })}
      </p>
      <ol className={classes.next}>
        {next.map(({ actual, predicted, count: often }) => (
          <li key={`${actual}-${predicted}`}>
            {t.rich('results.confusion.next', {
              actual: nameOf(actual),
              predicted: nameOf(predicted),
              count: t.format.whole(often),
              b: (parts) => <b>{parts}</b>,
            })}
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

/** In place of a table before the first evaluation. */
function NothingYet({ lane }: { readonly lane: number }) {
  const t = useMessages();
  const text = useApp((state) => firstEvaluationText(t, state, lane));
  return <p className={classes.text}>{text}</p>;
}
