import { Menu } from '@mantine/core';
import { maxLanes } from '../../experiment/lane-defaults.ts';
import { useApp } from '../../store/app.ts';
import { recolourLane } from '../../store/lanes.ts';
import { laneStyle } from '../kit/lane/laneStyle.ts';
import { Swatch } from '../kit/lane/Swatch.tsx';
import { useMessages } from '../kit/language.ts';
import classes from './LaneMenu.module.css';

/** The styles a lane can have; one that another lane has is exchanged with it. */
export function LaneColours({ index }: { readonly index: number }) {
  const t = useMessages();
  const lanes = useApp(({ spec }) => spec.lanes);
  function label(styleIndex: number, owner: number): string {
    const place = t.format.whole(styleIndex + 1);
    const lane = lanes[owner]?.name;
    if (lane === undefined) return t('lanes.menu.styleFree', { place });
    return owner === index
      ? t('lanes.menu.styleOwn', { place })
      : t('lanes.menu.styleOfLane', { place, lane });
  }
  return (
    <>
      <Menu.Label>{t('lanes.menu.style')}</Menu.Label>
      <div className={classes.colours} role="none">
        {Array.from({ length: maxLanes }, (_, styleIndex) => {
          const owner = lanes.findIndex((lane) => lane.styleIndex === styleIndex);
          return (
            <Menu.Item
              key={laneStyle(styleIndex).color}
              data-chosen={owner === index || undefined}
              aria-label={label(styleIndex, owner)}
              onClick={() => recolourLane(index, styleIndex)}
            >
              <Swatch style={laneStyle(styleIndex)} />
            </Menu.Item>
          );
        })}
      </div>
    </>
  );
}
