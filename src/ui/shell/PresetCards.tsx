import { UnstyledButton } from '@mantine/core';
import { narrowIdOf, presetById } from '../../experiment/presets.ts';
import { isSlow } from '../../store/adapter.ts';
import { useApp } from '../../store/app.ts';
import { loadPreset } from '../../store/opening.ts';
import { laneStyle, styleVariables } from '../kit/lane/laneStyle.ts';
import { useMessages } from '../kit/language.ts';
import { focusTrain } from '../kit/trainButton.ts';
import classes from './PresetCards.module.css';

/** Sketches of what each race will show, a line a lane in a box of 104 by 48: drawn by hand, not measured. */
const cards = [
  {
    id: 'what-momentum-buys',
    curves: ['M2 6c10 24 26 32 100 37', 'M2 6c6 26 20 32 100 34', 'M2 6c14 14 34 20 100 22'],
  },
  {
    id: 'nesterov-against-classical',
    curves: ['M2 6c7 26 22 35 100 38', 'M2 6c9 22 24 30 100 32', 'M2 6c14 14 34 18 100 20'],
  },
  {
    id: 'too-high-a-learning-rate',
    curves: ['M2 6c8 24 22 32 100 37', 'M2 8c8 18 16 22 26 24c4 1 8 -2 11 -12l6 -18'],
  },
] as const;

/** Three races to begin with, under the empty chart; on a CPU in their narrow form, where they have one. */
export function PresetCards() {
  const t = useMessages();
  const current = useApp((state) => state.presetId);
  const slow = useApp(({ adapter }) => isSlow(adapter));
  return (
    <nav className={classes.cards} aria-label={t('shell.presets.begin')}>
      {cards.map(({ id, curves }) => {
        const preset = presetById(id);
        if (!preset) return null;
        const loaded = slow && preset.narrow ? narrowIdOf(id) : id;
        return (
          <UnstyledButton
            key={id}
            className={classes.card}
            onClick={({ detail }) => {
              loadPreset(loaded);
              if (detail > 0) focusTrain(); // by the pointer: Space then trains
            }}
            aria-current={id === current || loaded === current || undefined}
          >
            <svg className={classes.sketch} viewBox="0 0 104 48" fill="none" aria-hidden="true">
              {curves.map((path, styleIndex) => (
                <path key={path} d={path} style={styleVariables(laneStyle(styleIndex))} />
              ))}
            </svg>
            <span>
              <b>{t(`presets.${id}.name`)}</b>
              <span className={classes.lesson}>{t(`presets.${id}.lesson`)}</span>
            </span>
          </UnstyledButton>
        );
      })}
    </nav>
  );
}
