import { UnstyledButton } from '@mantine/core';
import { presetById } from '../../spec/presets.ts';
import { useApp } from '../../store/app.ts';
import { loadPreset } from '../../store/trainer.ts';
import classes from './PresetCards.module.css';
import { focusTrain } from './trainAction.ts';

/** Sketches of what each will show, in a box of 104 by 48: drawn by hand, not measured. */
const cards = [
  {
    id: 'plain-gradient-descent',
    curves: [
      { tone: 'main', path: 'M2 6c14 16 30 22 100 26' },
      { tone: 'other', path: 'M2 6c8 26 22 34 100 36' },
    ],
  },
  {
    id: 'classical-momentum',
    curves: [
      { tone: 'main', path: 'M2 6c9 22 24 30 100 34' },
      { tone: 'other', path: 'M2 6c6 26 20 36 100 38' },
    ],
  },
  {
    id: 'too-high-a-learning-rate',
    curves: [{ tone: 'main', path: 'M2 14c8 16 16 22 26 24c6 1 12 -2 16 -12l8 -22' }],
  },
] as const;

/** Three other experiments to begin with, under the empty chart. */
export function PresetCards() {
  const current = useApp((state) => state.presetId);
  return (
    <nav className={classes.cards} aria-label="Experiments to begin with">
      {cards.map(({ id, curves }) => {
        const preset = presetById(id);
        if (!preset) return null;
        return (
          <UnstyledButton
            key={id}
            className={classes.card}
            onClick={({ detail }) => {
              loadPreset(id);
              if (detail > 0) focusTrain(); // by the pointer: Space then trains
            }}
            aria-current={id === current || undefined}
          >
            <svg className={classes.sketch} viewBox="0 0 104 48" fill="none" aria-hidden="true">
              {curves.map(({ tone, path }) => (
                <path key={tone} d={path} data-tone={tone} />
              ))}
            </svg>
            <span>
              <b>{preset.name}</b>
              <span className={classes.lesson}>{preset.lesson}</span>
            </span>
          </UnstyledButton>
        );
      })}
    </nav>
  );
}
