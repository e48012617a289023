import { Button, Menu } from '@mantine/core';
import { ChevronDown } from 'lucide-react';
import { useApp } from '../../store/app.ts';
import { laneStyle } from '../kit/lane/laneStyle.ts';
import { Swatch } from '../kit/lane/Swatch.tsx';
import { useMessages } from '../kit/language.ts';

interface Props {
  /** The lane shown. */
  readonly lane: number;
  /** Whether it is shown because it leads. */
  readonly isLeader: boolean;
  /** Called with the style index of a lane, by which it is found again; null for whichever leads. */
  readonly onPick: (styleIndex: number | null) => void;
}

/** Which lane the results are of: the leader, unless another is chosen. */
export function LanePicker({ lane, isLeader, onPick }: Props) {
  const t = useMessages();
  const lanes = useApp(({ run }) => run.displaySpec.lanes);
  const name = lanes[lane]?.name ?? '';
  return (
    <Menu returnFocus>
      <Menu.Target>
        <Button
          size="xs"
          aria-label={t(isLeader ? 'results.lane.leaderLabel' : 'results.lane.label', { lane: name })}
          leftSection={<Swatch style={laneStyle(lanes[lane]?.styleIndex ?? lane)} />}
          rightSection={<ChevronDown size={14} strokeWidth={1.75} aria-hidden="true" />}
        >
          {name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup
          value={isLeader ? 'leader' : String(lanes[lane]?.styleIndex)}
          onChange={(value) => onPick(value === 'leader' ? null : Number(value))}
        >
          <Menu.RadioItem value="leader" closeMenuOnClick>
            {t('results.lane.leader')}
          </Menu.RadioItem>
          {lanes.map(({ name: other, styleIndex }) => (
            <Menu.RadioItem
              key={styleIndex}
              value={String(styleIndex)}
              closeMenuOnClick
              rightSection={<Swatch style={laneStyle(styleIndex)} />}
            >
              {other}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
