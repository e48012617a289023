import type { ExperimentSpec } from '../../experiment/schema.ts';
import { useApp } from '../../store/app.ts';
import { useMessages } from '../kit/language.ts';
import { ExperimentField } from './ExperimentField.tsx';

type Mode = ExperimentSpec['race']['mode'];

/** Whether learning rates are searched for before the race. */
export function ModeField() {
  const t = useMessages();
  const mode = useApp(({ spec }) => spec.race.mode);
  return (
    <ExperimentField
      id="mode"
      help={t(`settings.mode.${mode}Help`)}
      change={(spec, next) => withMode(spec, next as Mode)}
    />
  );
}

/** A fair race searches the learning rate by itself: what moves it on the way is left out, and it needs a length. */
function withMode(spec: ExperimentSpec, mode: Mode): ExperimentSpec {
  const race = { ...spec.race, mode };
  if (mode === 'quick') return { ...spec, race };
  const lanes = spec.lanes.map((lane) => ({
    ...lane,
    events: lane.events.flatMap(({ step, set }) => {
      const { 'optimizer.lr': _, ...rest } = set;
      return Object.keys(rest).length === 0 ? [] : [{ step, set: rest }];
    }),
  }));
  return { ...spec, race, lanes };
}
