// attention-gradient 2×5×8, 2 heads, scores
// workgroups 1 × 1 × 1, 800 FLOP
@group(0) @binding(0) var<storage, read> v: array<vec4f, 20>;
@group(0) @binding(1) var<storage, read> dY: array<vec4f, 20>;
@group(0) @binding(2) var<storage, read> weights: array<f32, 100>;
@group(0) @binding(3) var<storage, read_write> dScores: array<f32, 100>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;
if (index >= 20u) { return; }
let t = index % 5u;
let head = index / 5u % 2u;
let b = index / 10u;
let row = index * 5u;
let own = (b * 5u + t) * 2u + head * 1u;
let first = b * 10u + head * 1u;
var mean = 0.0;
for (var s = 0u; s < 5u; s++) {
let other = first + s * 2u;
var sum = vec4f(0.0);
for (var c = 0u; c < 1u; c++) { sum = fma(dY[own + c], v[other + c], sum); }
let dScore = ((sum.x + sum.y) + (sum.z + sum.w));
dScores[row + s] = dScore;
mean = fma(weights[row + s], dScore, mean);
}
for (var s = 0u; s < 5u; s++) {
dScores[row + s] = weights[row + s] * (dScores[row + s] - mean) * 0.5f;
}
}

// attention-gradient 2×5×8, 2 heads, inputs
// workgroups 1 × 1 × 1, 2400 FLOP
@group(0) @binding(0) var<storage, read> q: array<vec4f, 20>;
@group(0) @binding(1) var<storage, read> k: array<vec4f, 20>;
@group(0) @binding(2) var<storage, read> dY: array<vec4f, 20>;
@group(0) @binding(3) var<storage, read> weights: array<f32, 100>;
@group(0) @binding(4) var<storage, read> dScores: array<f32, 100>;
@group(0) @binding(5) var<storage, read_write> dQ: array<vec4f, 20>;
@group(0) @binding(6) var<storage, read_write> dK: array<vec4f, 20>;
@group(0) @binding(7) var<storage, read_write> dV: array<vec4f, 20>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;
if (index >= 20u) { return; }
let column = index % 2u;
let t = index / 2u % 5u;
let b = index / 10u;
let square = (b * 2u + column / 1u) * 25u;
let first = b * 10u + column;
var sumQ = vec4f(0.0);
var sumK = vec4f(0.0);
var sumV = vec4f(0.0);
for (var s = 0u; s < 5u; s++) {
let other = first + s * 2u;
let at = square + s * 5u + t;
sumQ = fma(vec4f(dScores[square + t * 5u + s]), k[other], sumQ);
sumK = fma(vec4f(dScores[at]), q[other], sumK);
sumV = fma(vec4f(weights[at]), dY[other], sumV);
}
dQ[index] = sumQ;
dK[index] = sumK;
dV[index] = sumV;
}
