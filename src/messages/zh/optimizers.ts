import type { optimizers as english } from '../en/optimizers.ts';
import type { Shape } from '../shape.ts';

/** Optimizers with their hyperparameters and options, by id; `differs`: where libraries compute something else. */
export const optimizers = {
  nmgd: {
    help: 'Nesterov 动量系数开始时较小，逐渐增大，后期逐步减小；可对近期的梯度施加注意力。',
    differs: '现有的库都没有它。动量恒定且不用注意力时，与 PyTorch 的 Nesterov 动量相同。',
  },
  nesterov: {
    help: '带前瞻的动量：在速度即将到达的位置计算梯度。',
    differs: '与 PyTorch 相同。Keras 和 Sutskever 把学习率放在速度之内，学习率一变，结果就不同。',
  },
  nesterov1983: {
    help: '最初的加速梯度法：动量自行增大并趋近 1，无需调整。',
    differs: '论文保存外推之前的点，并与 Keras 一样把学习率放在速度之内，学习率一变，结果就不同。',
  },
  momentum: {
    help: '经典动量法：速度累积梯度，每一步沿速度前进。',
    differs: '与 PyTorch 相同。Keras 和 Sutskever 把学习率放在速度之内，学习率一变，结果就不同。',
  },
  sgd: {
    help: '普通梯度下降：每一步只沿当前小批量的梯度前进，不记忆之前的梯度。',
    differs: '各个库一致。',
  },
  adam: {
    help: '动量法，并用梯度平方的滑动平均为每个权重确定步长。',
    differs:
      '与 PyTorch 相同。TensorFlow 和 tfjs 取 ε = 1e-7；tfjs 用 float32 计算偏差修正，最初几步误差约 1e-5。',
  },
  adamw: {
    help: '采用解耦权重衰减的 Adam：直接缩小权重，而不改变梯度。',
    differs: '与 PyTorch 相同：衰减为 η λ。论文用 λ 乘以调度因子，不含学习率。',
  },
  nadam: {
    help: '采用 Nesterov 动量的 Adam，动量自行预热。',
    differs: '与 PyTorch 2 相同。PyTorch 1.13 前瞻的偏差修正中多乘了一次动量。',
  },
  radam: {
    help: '积累足够多的梯度之后才自适应步长的 Adam，相当于自带预热。',
    differs: '与 PyTorch 相同，从 ρ > 5 起修正；论文从 ρ > 4 起。',
  },
  rmsprop: {
    help: '把每个权重的梯度除以其平方的滑动平均的平方根，使各权重的移动速度相近。',
    differs:
      '与 PyTorch 相同。tfjs 把 ε 放在根号内，把学习率放在速度之内，衰减率取 0.9；其中心化形式在梯度消失时会出错。',
  },
  adagrad: {
    help: '把每个权重的梯度除以迄今全部平方之和的平方根，步长只减不增。',
    differs: '与 PyTorch 相同。tfjs 和 TensorFlow 把 ε = 1e-7 放在根号内，平方和从 0.1 开始。',
  },
  muon: {
    help: '对每个矩阵的动量步做正交化，使其各个方向的移动幅度相同。',
    differs: 'Jordan 的代码用 bfloat16 做正交化，以输出为行；这里用 float32，以输入为行。',
  },
  family: {
    momentum: '梯度下降与动量法',
    adaptive: '自适应：每个权重有各自的步长',
    matrix: '矩阵：每一层整体更新',
  },
  hyperparams: {
    lr: {
      label: '学习率',
      help: '沿负梯度方向每一步的大小。过低则慢，过高则发散。',
    },
    momentum: {
      label: '动量',
      help: '上一步有多少带入下一步。越大，沿谷底越快，转向越慢。',
    },
    dampening: {
      label: '阻尼',
      help: '除第一个梯度外，梯度进入速度之前减去的比例。',
    },
    beta1: {
      label: 'β₁',
      help: '一阶矩（梯度的滑动平均）的衰减率，起动量的作用。',
    },
    beta2: {
      label: 'β₂',
      help: '二阶矩（梯度平方的滑动平均）的衰减率，决定每个权重的步长。',
    },
    decay: {
      label: '衰减率',
      help: '梯度平方的滑动平均的衰减率。',
    },
    eps: {
      label: 'ε',
      help: '数值稳定常数：梯度极小时防止除法结果过大。取值很大时近似于普通梯度下降。',
    },
    weightDecay: {
      label: '权重衰减',
      help: '把每个权重拉向零：加到梯度上（L2 正则），或解耦后直接从权重中减去。',
    },
    lrShare: {
      label: 'AdamW 比例',
      help: '偏置和最后一层由 AdamW 训练，其学习率占学习率的比例。',
    },
    momentumDecay: {
      label: '动量衰减',
      help: '动量从 β₁ 的一半增大到 β₁ 的快慢。',
    },
    tau: {
      label: '温度',
      help: '注意力混合所存梯度的均匀程度：低则偏向最相似的，高则取全部的平均。',
    },
    clipNorm: {
      label: '按范数裁剪',
      help: '把整个梯度的范数缩小到不超过该值，方向不变。',
    },
    clipValue: {
      label: '按值裁剪',
      help: '把每个权重的梯度限制在正负该值之间。',
    },
    guardFactor: {
      label: '稳定性保护',
      help: '若损失或梯度范数不是有限值，或超过其滑动中位数的该倍数，则跳过这一步。',
    },
  },
  options: {
    amsgrad: {
      label: 'AMSGrad',
      help: '除以迄今最大的二阶矩，步长不会再增大。',
    },
    decoupled: {
      label: '解耦权重衰减',
      help: '像 AdamW 那样直接缩小权重，而不是把权重衰减加到梯度上。',
    },
    centered: {
      label: '中心化',
      help: '除以梯度的标准差，而不是均方根。',
    },
    nesterov: {
      label: 'Nesterov',
      help: '对前瞻（梯度加上按比例的速度）做正交化，而不只对速度。',
    },
    attention: {
      label: '梯度注意力',
      help: '在动量之前，用对近期梯度的注意力代替每个梯度。',
    },
    keep: {
      label: '存储的梯度数',
      help: '注意力与当前梯度比较的过去梯度的个数。每个占用的内存与权重相同。',
    },
    headSize: {
      label: '头的大小',
      help: '放在一起比较的连续权重的个数。',
    },
  },
} satisfies Shape<typeof english>;
