import { Menu } from '@mantine/core';
import { maxLanes } from '../../experiment/lane-defaults.ts';
import { useApp } from '../../store/app.ts';
import { recolourLane } from '../../store/lanes.ts';
import { laneStyle } from '../charts/lane.ts';
import { Swatch } from '../charts/Swatch.tsx';
import classes from './LaneMenu.module.css';

/** The styles a lane can have; one that another lane has is exchanged with it. */
export function LaneColours({ index }: { readonly index: number }) {
  const lanes = useApp(({ spec }) => spec.lanes);
  return (
    <>
      <Menu.Label>Colour and dash</Menu.Label>
      <div className={classes.colours} role="none">
        {Array.from({ length: maxLanes }, (_, styleIndex) => {
          const owner = lanes.findIndex((lane) => lane.styleIndex === styleIndex);
          const used = owner === -1 ? '' : `, exchanged with ${lanes[owner]?.name}`;
          return (
            <Menu.Item
              key={laneStyle(styleIndex).color}
              data-chosen={owner === index || undefined}
              aria-label={`Colour ${styleIndex + 1}${owner === index ? ', chosen' : used}`}
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
