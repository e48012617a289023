import type { data as english } from '../en/data.ts';
import type { Shape } from '../shape.ts';

/** Datasets by id, and the classes they have; a licence is told in a few words. */
export const data = {
  'fashion-mnist': {
    description: '十类服装的灰度图像，比数字更难区分。',
    licence: 'MIT，© 2017 Zalando SE',
  },
  'mnist-10k': {
    description: '一万个手写数字：下载量小，网络几秒即可学会。',
    licence: '软件包为 MIT，Juan Cazala；数字来自 LeCun、Cortes 和 Burges，未声明许可',
  },
  emoji: {
    description: '动物与食物的彩色图像；测试集中的 emoji 不在训练集中。',
    licence: 'OFL-1.1，© 2013–2017 Google Inc.、Arjen Nienhuis',
  },
  'emoji-64': {
    description: '动物与食物的彩色图像，尺寸更大：计算量是 32 px 的四倍。',
    licence: 'OFL-1.1，© 2013–2017 Google Inc.、Arjen Nienhuis',
  },
  classes: {
    tShirt: 'T 恤/上衣',
    trouser: '裤子',
    pullover: '套头衫',
    dress: '连衣裙',
    coat: '外套',
    sandal: '凉鞋',
    shirt: '衬衫',
    sneaker: '运动鞋',
    bag: '包',
    ankleBoot: '短靴',
    animal: '动物',
    food: '食物',
  },
} satisfies Shape<typeof english>;
