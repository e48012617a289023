import type { common as english } from '../en/common.ts';
import type { Shape } from '../shape.ts';

/** Words of every part of the page: buttons, units, lists. */
export const common = {
  close: '关闭',
  notLoaded: '页面的这一部分无法加载。请检查网络连接后重试。',
  tryAgain: '重试',
  sentences: '{first}{second}',
  sentence: '{text}。',
  items: '{first}，{rest}',
  clauses: '{first}；{rest}',
} satisfies Shape<typeof english>;
