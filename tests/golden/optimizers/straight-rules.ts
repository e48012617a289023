/** Numbers by name; a missing one is 0, as every state starts. */
type Numbers = Record<string, number>;

/** A weight after one step, written out for a single weight; `m` is its memory. Decay and clipping are done before. */
export type Rule = (p: number, g: number, h: Readonly<Numbers>, t: number, m: Numbers) => number;

const of = (numbers: Readonly<Numbers>, key: string): number => numbers[key] ?? 0;

function velocity(mu: number, g: number, h: Readonly<Numbers>, t: number, m: Numbers): number {
  m.v = t === 1 ? g : mu * of(m, 'v') + (1 - of(h, 'dampening')) * g;
  return m.v;
}

function adamMoments(g: number, h: Readonly<Numbers>, m: Numbers): [number, number] {
  const b1 = of(h, 'beta1');
  const b2 = of(h, 'beta2');
  m.m = b1 * of(m, 'm') + (1 - b1) * g;
  m.s = b2 * of(m, 's') + (1 - b2) * g ** 2;
  return [m.m, m.s];
}

const nesterov: Rule = (p, g, h, t, m) => {
  const v = velocity(of(h, 'momentum'), g, h, t, m);
  return p - of(h, 'lr') * (g + of(h, 'momentumNext') * v);
};

const adam: Rule = (p, g, h, t, m) => {
  const [first, second] = adamMoments(g, h, m);
  m.highest = Math.max(of(m, 'highest'), second);
  const s = of(h, 'amsgrad') ? m.highest : second;
  const mHat = first / (1 - of(h, 'beta1') ** t);
  const sHat = s / (1 - of(h, 'beta2') ** t);
  return p - (of(h, 'lr') * mHat) / (Math.sqrt(sHat) + of(h, 'eps'));
};

const nadam: Rule = (p, g, h, t, m) => {
  const [first, second] = adamMoments(g, h, m);
  const psi = of(h, 'momentumDecay');
  const mu = of(h, 'beta1') * (1 - 0.5 * 0.96 ** (t * psi));
  const next = of(h, 'beta1Next') * (1 - 0.5 * 0.96 ** ((t + 1) * psi));
  m.product = (t === 1 ? 1 : of(m, 'product')) * mu;
  const ahead = ((1 - mu) / (1 - m.product)) * g + (next / (1 - m.product * next)) * first;
  return p - (of(h, 'lr') * ahead) / (Math.sqrt(second / (1 - of(h, 'beta2') ** t)) + of(h, 'eps'));
};

const radam: Rule = (p, g, h, t, m) => {
  const [first, second] = adamMoments(g, h, m);
  const power = of(h, 'beta2') ** t;
  const max = 2 / (1 - of(h, 'beta2')) - 1;
  const rho = max - (2 * t * power) / (1 - power);
  const mHat = first / (1 - of(h, 'beta1') ** t);
  if (rho <= 5) return p - of(h, 'lr') * mHat;
  const r = Math.sqrt(((rho - 4) * (rho - 2) * max) / ((max - 4) * (max - 2) * rho));
  return p - (of(h, 'lr') * mHat * r * Math.sqrt(1 - power)) / (Math.sqrt(second) + of(h, 'eps'));
};

const rmsprop: Rule = (p, g, h, _t, m) => {
  const a = of(h, 'decay');
  m.s = a * of(m, 's') + (1 - a) * g ** 2;
  m.q = a * of(m, 'q') + (1 - a) * g;
  const spread = of(h, 'centered') ? m.s - m.q ** 2 : m.s;
  m.b = of(h, 'momentum') * of(m, 'b') + g / (Math.sqrt(spread) + of(h, 'eps'));
  return p - of(h, 'lr') * m.b;
};

/** By the optimizer's id; muon's is that of its others. */
export const rules: Readonly<Record<string, Rule>> = {
  sgd: (p, g, h) => p - of(h, 'lr') * g,
  momentum: (p, g, h, t, m) => p - of(h, 'lr') * velocity(of(h, 'momentum'), g, h, t, m),
  nesterov,
  nmgd: nesterov,
  nesterov1983: (p, g, h, t, m) => {
    const v = velocity((t - 2) / (t + 1), g, h, t, m);
    return p - of(h, 'lr') * (g + ((t - 1) / (t + 2)) * v);
  },
  adam,
  adamw: adam,
  muon: adam,
  nadam,
  radam,
  rmsprop,
  adagrad: (p, g, h, _t, m) => {
    m.s = of(m, 's') + g ** 2;
    return p - (of(h, 'lr') * g) / (Math.sqrt(m.s) + of(h, 'eps'));
  },
};
