import type { MultiHeadShape } from '../attention/multi-head-attention.ts';

/** Visits each pair of query t and key s of each head: where their features begin, and where their weight lies. */
function eachPair(
  { batch, tokens, features, heads }: MultiHeadShape,
  visit: (query: number, key: number, weight: number) => void,
): void {
  for (let b = 0; b < batch; b++)
    for (let head = 0; head < heads; head++)
      for (let t = 0; t < tokens; t++)
        for (let s = 0; s < tokens; s++) {
          const start = (token: number) => (b * tokens + token) * features + (head * features) / heads;
          visit(start(t), start(s), ((b * heads + head) * tokens + t) * tokens + s);
        }
}

/** y = softmax(q kᵀ / √(features / heads)) v of each head, and the weights the softmax gives, in float64. */
export function multiHeadAttentionReference(
  shape: MultiHeadShape,
  q: ArrayLike<number>,
  k: ArrayLike<number>,
  v: ArrayLike<number>,
): { y: Float64Array; weights: Float64Array } {
  const { batch, tokens, heads } = shape;
  const headWidth = shape.features / heads;
  const weights = new Float64Array(batch * heads * tokens * tokens);
  eachPair(shape, (query, key, weight) => {
    let dot = 0;
    for (let c = 0; c < headWidth; c++) dot += (q[query + c] as number) * (k[key + c] as number);
    weights[weight] = dot / Math.sqrt(headWidth);
  });
  for (let row = 0; row < weights.length; row += tokens) {
    const scores = weights.subarray(row, row + tokens);
    const largest = Math.max(...scores);
    const total = scores.reduce((sum, score) => sum + Math.exp(score - largest), 0);
    weights.set(
      scores.map((score) => Math.exp(score - largest) / total),
      row,
    );
  }
  const y = new Float64Array(q.length);
  eachPair(shape, (query, key, weight) => {
    for (let c = 0; c < headWidth; c++)
      y[query + c] = (y[query + c] as number) + (weights[weight] as number) * (v[key + c] as number);
  });
  return { y, weights };
}

/** Gradients of `multiHeadAttentionReference` for the gradient dY of y, by the chain rule through the softmax. */
export function multiHeadAttentionGradientReference(
  shape: MultiHeadShape,
  q: ArrayLike<number>,
  k: ArrayLike<number>,
  v: ArrayLike<number>,
  dY: ArrayLike<number>,
): { dQ: Float64Array; dK: Float64Array; dV: Float64Array } {
  const { tokens } = shape;
  const headWidth = shape.features / shape.heads;
  const { weights } = multiHeadAttentionReference(shape, q, k, v);
  const [dQ, dK, dV] = [q, k, v].map(({ length }) => new Float64Array(length)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const dWeights = new Float64Array(weights.length);
  eachPair(shape, (query, key, weight) => {
    for (let c = 0; c < headWidth; c++) {
      const up = dY[query + c] as number;
      dWeights[weight] = (dWeights[weight] as number) + up * (v[key + c] as number);
      dV[key + c] = (dV[key + c] as number) + up * (weights[weight] as number);
    }
  });
  eachPair(shape, (query, key, weight) => {
    const row = Math.floor(weight / tokens) * tokens;
    let dScore = 0;
    // ∂P_j/∂S_i = P_i (δ_ij − P_j)
    for (let j = row; j < row + tokens; j++) {
      const jacobian = (weights[weight] as number) * ((j === weight ? 1 : 0) - (weights[j] as number));
      dScore += (dWeights[j] as number) * jacobian;
    }
    dScore /= Math.sqrt(headWidth);
    for (let c = 0; c < headWidth; c++) {
      dQ[query + c] = (dQ[query + c] as number) + dScore * (k[key + c] as number);
      dK[key + c] = (dK[key + c] as number) + dScore * (q[query + c] as number);
    }
  });
  return { dQ, dK, dV };
}
