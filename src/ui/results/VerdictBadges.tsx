import { Badge, Tooltip } from '@mantine/core';
import { Check, TriangleAlert } from 'lucide-react';
import type { LaneSpec } from '../../experiment/schema.ts';
import type { Verdict } from '../../race/verdict.ts';
import { badgeText } from './badgeWords.ts';
import classes from './VerdictBadges.module.css';

const icons = { good: Check, warning: TriangleAlert } as const;

interface Props {
  readonly verdict: Pick<Verdict, 'badges' | 'excluded'>;
  /** The lanes as they were raced. */
  readonly specs: readonly LaneSpec[];
}

/** How a race was run, a word each. */
export function VerdictBadges({ verdict, specs }: Props) {
  return (
    <ul className={classes.badges} aria-label="How it was run">
      {verdict.badges.map((badge) => {
        const { text, help, tone } = badgeText(badge, verdict, specs);
        const Icon = icons[tone];
        return (
          <li key={badge.id}>
            <Tooltip
              label={help}
              multiline
              w="18rem"
              position="bottom-start"
              events={{ hover: true, focus: true, touch: true }}
            >
              <Badge
                component="button"
                type="button"
                className={classes.badge ?? ''}
                data-tone={tone}
                variant="outline"
                radius="xl"
                tt="none"
                leftSection={<Icon size={12} strokeWidth={2} aria-hidden="true" />}
              >
                {text}
              </Badge>
            </Tooltip>
          </li>
        );
      })}
    </ul>
  );
}
