import { Badge } from '@mantine/core';
import { Check, Minus, TriangleAlert } from 'lucide-react';
import type { Verdict } from '../../race/verdict.ts';
import classes from './VerdictBadges.module.css';

const icons = { good: Check, warning: TriangleAlert, neutral: Minus } as const;

/** How a race was run, a word each. */
export function VerdictBadges({ badges }: Pick<Verdict, 'badges'>) {
  return (
    <ul className={classes.badges} aria-label="How it was run">
      {badges.map(({ id, text, help, tone }) => {
        const Icon = icons[tone];
        return (
          <li key={id}>
            <Badge
              className={classes.badge ?? ''}
              data-tone={tone}
              variant="outline"
              radius="xl"
              tt="none"
              title={help}
              leftSection={<Icon size={12} strokeWidth={2} aria-hidden="true" />}
            >
              {text}
            </Badge>
          </li>
        );
      })}
    </ul>
  );
}
