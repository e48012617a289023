import { useApp } from '../../store/app.ts';
import { NumberBox } from '../lanes/NumberBox.tsx';
import { numberText } from '../lanes/numberText.ts';
import { edit, editPart } from './edit.ts';
import { Field } from './Field.tsx';

/** What a fair race tries for each lane, and on which seed. */
export function TuningFields() {
  const { grid, tuningSeed } = useApp(({ spec }) => spec.race);
  const set = (key: 'points' | 'decades') => (typed: number | string) =>
    edit(
      (spec) => ({ ...spec, race: { ...spec.race, grid: { ...spec.race.grid, [key]: typed } } }),
      `race.grid.${key}`,
    );
  return (
    <>
      <Field
        label="Rates"
        help="Learning rates a lane tries, evenly spaced in their logarithm, its own in the middle: as many for each lane. A further search of a lane adds to the count that the verdict shows."
      >
        <NumberBox
          whole
          label="Learning rates a lane"
          value={numberText(grid.points)}
          commit={set('points')}
        />
        <span>over</span>
        <NumberBox label="Powers of ten they span" value={numberText(grid.decades)} commit={set('decades')} />
        <span>powers of ten</span>
      </Field>
      <Field
        label="Tuning seed"
        help="The rates are compared at this seed alone, as the race scores: fewest steps to the target, then the best validation metric at the end. It is left out of the race."
      >
        <NumberBox
          wide
          whole
          label="Tuning seed"
          value={String(tuningSeed)}
          commit={(typed) => editPart('race', 'tuningSeed', typed)}
        />
      </Field>
      <TriedBefore />
    </>
  );
}

/** What lanes were tried at before, where any was: it counts beside what this race will try. */
function TriedBefore() {
  const lanes = useApp(({ spec }) => spec.lanes);
  if (lanes.every(({ tried = 0 }) => tried === 0)) return null;
  return (
    <Field
      label="Tried before"
      help="Learning rates tried in earlier searches of this race. The verdict counts them."
    >
      {lanes.map(({ name, tried = 0 }) => `${name} ${tried}`).join(', ')}
    </Field>
  );
}
