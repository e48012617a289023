import type { Activation } from '../../../nn/activation.ts';
import { floatLiteral } from '../expr-wgsl.ts';

/**
 * What the derivative is computed from: the sign of the `output` where that tells, else the sums before the activation
 * (`pre-activation`), which a forward pass must then keep.
 */
export function derivativeFrom({ kind }: Activation): 'nothing' | 'output' | 'pre-activation' {
  if (kind === 'linear') return 'nothing';
  return kind === 'gelu' || kind === 'gelu-tanh' ? 'pre-activation' : 'output';
}

export const activationName = (activation: Activation): string =>
  activation.kind === 'leaky-relu' ? `leaky-relu ${activation.slope}` : activation.kind;

/** Abramowitz & Stegun 7.1.26: erfc(z) for z ≥ 0 to 1.5e-7, absolute; WGSL has no error function. */
const erfcTerms = [0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429];
const erfcScale = 0.3275911;
const tanhScale = Math.sqrt(2 / Math.PI);
const tanhCube = 0.044715;
/** Where tanh is 1 in float32; beyond it some shader compilers make it NaN. */
const tanhLimit = 10;

const wgslNormal = (type: string): string => `fn normal_cdf(x: ${type}) -> ${type} {
let z = abs(x) * ${floatLiteral(Math.SQRT1_2)};
let t = 1.0 / (1.0 + ${floatLiteral(erfcScale)} * z);
let tail = 0.5 * ${erfcTerms.reduceRight((sum, term) => (sum === '' ? `(${floatLiteral(term)}) * t` : `(${floatLiteral(term)} + ${sum}) * t`), '')} * exp(-z * z);
return select(tail, 1.0 - tail, x > ${type}(0.0));
}
`;

const wgslTanh = (type: string): string => `fn gelu_tanh(x: ${type}) -> ${type} {
let inner = ${floatLiteral(tanhScale)} * (x + ${floatLiteral(tanhCube)} * x * x * x);
return tanh(clamp(inner, ${type}(${-tanhLimit}.0), ${type}(${tanhLimit}.0)));
}
`;

/** WGSL: `fn activate(v) -> v` on `f32` or `vec4f`, and what it calls. NaN stays NaN. */
export function activateWgsl(activation: Activation, type: 'f32' | 'vec4f' = 'f32'): string {
  const [before, value] = ((): [string, string] => {
    switch (activation.kind) {
      case 'linear':
        return ['', 'v'];
      case 'relu':
        return ['', `select(v, ${type}(0.0), v <= ${type}(0.0))`];
      case 'leaky-relu':
        return ['', `select(v, v * ${slopeLiteral(activation.slope)}, v <= ${type}(0.0))`];
      case 'gelu':
        return [wgslNormal(type), 'v * normal_cdf(v)'];
      case 'gelu-tanh':
        return [wgslTanh(type), '0.5 * v * (1.0 + gelu_tanh(v))'];
    }
  })();
  return `${before}fn activate(v: ${type}) -> ${type} { return ${value}; }`;
}

/** WGSL: `fn derivative(v) -> v`, the derivative at what `derivativeFrom` names, and what it calls. */
export function derivativeWgsl(activation: Activation, type: 'f32' | 'vec4f' = 'f32'): string {
  const [before, value] = ((): [string, string] => {
    switch (activation.kind) {
      case 'linear':
        return ['', `${type}(1.0)`];
      case 'relu':
        return ['', `select(${type}(0.0), ${type}(1.0), v > ${type}(0.0))`];
      case 'leaky-relu':
        return ['', `select(${type}(${slopeLiteral(activation.slope)}), ${type}(1.0), v > ${type}(0.0))`];
      case 'gelu':
        return [
          wgslNormal(type),
          `normal_cdf(v) + v * ${floatLiteral(1 / Math.sqrt(2 * Math.PI))} * exp(-0.5 * v * v)`,
        ];
      case 'gelu-tanh':
        return [
          `${wgslTanh(type)}fn gelu_tanh_slope(v: ${type}, t: ${type}) -> ${type} {
return 0.5 * (1.0 + t) + 0.5 * v * (1.0 - t * t) * ${floatLiteral(tanhScale)} * (1.0 + ${floatLiteral(3 * tanhCube)} * v * v);
}
`,
          'gelu_tanh_slope(v, gelu_tanh(v))',
        ];
    }
  })();
  return `${before}fn derivative(v: ${type}) -> ${type} { return ${value}; }`;
}

/** @throws RangeError for a negative slope: the sign of the output would no longer tell that of the input */
function slopeLiteral(slope: number): string {
  if (slope < 0) throw new RangeError(`leaky-relu: the slope must not be negative, got ${slope}`);
  return floatLiteral(slope);
}
