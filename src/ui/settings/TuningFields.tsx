import { useApp } from '../../store/app.ts';
import { Field } from '../kit/Field.tsx';
import { useMessages } from '../kit/language.ts';
import { ExperimentControl, ExperimentField } from './ExperimentField.tsx';

/** What a fair race tries for each lane, and on which seed. */
export function TuningFields() {
  const t = useMessages();
  return (
    <>
      <Field label={t('settings.tuning.label')} help={t('settings.tuning.help')}>
        <ExperimentControl id="points" />
        <span>{t('settings.tuning.over')}</span>
        <ExperimentControl id="decades" />
        <span>{t('settings.tuning.powers')}</span>
      </Field>
      <ExperimentField id="tuningSeed" wide />
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
