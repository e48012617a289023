import { useApp } from '../../store/app.ts';
import { edit, editPart } from '../kit/edit.ts';
import { Field } from '../kit/Field.tsx';
import { useMessages } from '../kit/language.ts';
import { NumberBox } from '../kit/NumberBox.tsx';
import { numberText } from '../kit/numberText.ts';

/** What a fair race tries for each lane, and on which seed. */
export function TuningFields() {
  const t = useMessages();
  const { grid, tuningSeed } = useApp(({ spec }) => spec.race);
  const set = (key: 'points' | 'decades') => (typed: number | string) =>
    edit(
      (spec) => ({ ...spec, race: { ...spec.race, grid: { ...spec.race.grid, [key]: typed } } }),
      `race.grid.${key}`,
    );
  return (
    <>
      <Field label={t('settings.tuning.label')} help={t('settings.tuning.help')}>
        <NumberBox
          whole
          label={t('settings.tuning.points')}
          value={numberText(grid.points)}
          commit={set('points')}
        />
        <span>{t('settings.tuning.over')}</span>
        <NumberBox
          label={t('settings.tuning.decades')}
          value={numberText(grid.decades)}
          commit={set('decades')}
        />
        <span>{t('settings.tuning.powers')}</span>
      </Field>
      <Field label={t('settings.tuning.seed')} help={t('settings.tuning.seedHelp')}>
        <NumberBox
          wide
          whole
          label={t('settings.tuning.seed')}
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
  const t = useMessages();
  const lanes = useApp(({ spec }) => spec.lanes);
  if (lanes.every(({ tried = 0 }) => tried === 0)) return null;
  return (
    <Field label={t('settings.tuning.before')} help={t('settings.tuning.beforeHelp')}>
      {t.format.and(
        lanes.map(({ name, tried = 0 }) =>
          t('settings.tuning.tried', { lane: name, count: t.format.whole(tried) }),
        ),
      )}
    </Field>
  );
}
