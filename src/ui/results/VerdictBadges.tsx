import { Badge, Tooltip } from '@mantine/core';
import { Check, TriangleAlert } from 'lucide-react';
import { badgeText } from '../../messages/badges.ts';
import type { BadgeFact } from '../../race/badge-facts.ts';
import { useMessages } from '../kit/language.ts';
import classes from './VerdictBadges.module.css';

const icons = { good: Check, warning: TriangleAlert } as const;

interface Props {
  readonly badges: readonly BadgeFact[];
  /** Of the race's lanes. */
  readonly names: readonly string[];
}

/** How a race was run, a word each. */
export function VerdictBadges({ badges, names }: Props) {
  const t = useMessages();
  return (
    <ul className={classes.badges} aria-label={t('verdict.badge.label')}>
      {badges.map((badge) => {
        const { text, help, tone } = badgeText(t, badge, names);
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
