import type { common as english } from '../en/common.ts';
import type { Shape } from '../shape.ts';

/** Words of every part of the page: buttons, units, lists. */
export const common = {
  close: '关闭',
} satisfies Shape<typeof english>;
