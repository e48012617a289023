import { Menu } from '@mantine/core';
import { maxLanes } from '../../experiment/lane-defaults.ts';
import { useApp } from '../../store/app.ts';
import { recolourLane } from '../../store/lanes.ts';
import { laneLook } from '../charts/lane.ts';
import { Swatch } from '../charts/Swatch.tsx';
import classes from './LaneMenu.module.css';

/** The looks a lane can have; one that another lane has is exchanged with it. */
export function LaneColours({ index }: { readonly index: number }) {
  const lanes = useApp(({ spec }) => spec.lanes);
  return (
    <>
      <Menu.Label>Colour and dash</Menu.Label>
      <div className={classes.colours} role="none">
        {Array.from({ length: maxLanes }, (_, look) => {
          const owner = lanes.findIndex((lane) => lane.look === look);
          const taken = owner === -1 ? '' : `, exchanged with ${lanes[owner]?.name}`;
          return (
            <Menu.Item
              key={laneLook(look).color}
              data-chosen={owner === index || undefined}
              aria-label={`Colour ${look + 1}${owner === index ? ', chosen' : taken}`}
              onClick={() => recolourLane(index, look)}
            >
              <Swatch look={laneLook(look)} />
            </Menu.Item>
          );
        })}
      </div>
    </>
  );
}
