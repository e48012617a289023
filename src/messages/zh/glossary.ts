import type { glossary as english } from '../en/glossary.ts';
import type { Shape } from '../shape.ts';

/** Terms that the page explains, in the words of docs/glossary.md. */
export const glossary = {
  epoch: {
    term: '轮次（epoch）',
    meaning: '遍历训练图像一次，共 floor(图像数 / 批量大小) 步。剩余的图像被舍弃。',
  },
  seed: {
    term: '随机种子',
    meaning: '决定初始权重、小批量的顺序、随机失活和数据增强的数。在同一适配器上，相同的种子给出相同的损失。',
  },
  lane: {
    term: '赛道',
    meaning: '一种优化器及其设置。同一实验的所有赛道从相同的初始权重出发，在相同的小批量上训练同一个网络。',
  },
  optimizer: {
    term: '优化器',
    meaning: '把梯度变成权重更新的规则。',
  },
  adapter: {
    term: '适配器',
    meaning: '浏览器通过 WebGPU 进行计算的设备。软件适配器是以 CPU 代替 GPU。',
  },
  backend: {
    term: '后端',
    meaning: '执行训练的方式：用 GPU 的 WebGPU、用 CPU 的 WebAssembly，以及 WebGL 或 JavaScript。',
  },
} satisfies Shape<typeof english>;
