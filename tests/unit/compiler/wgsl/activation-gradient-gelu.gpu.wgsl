// activation-gradient gelu 24
// workgroups 1 × 1 × 1, 48 FLOP
@group(0) @binding(0) var<storage, read> dY: array<vec4f, 6>;
@group(0) @binding(1) var<storage, read> kept: array<vec4f, 6>;
@group(0) @binding(2) var<storage, read_write> dX: array<vec4f, 6>;
fn normal_cdf(x: vec4f) -> vec4f {
let z = abs(x) * 0.7071067690849304f;
let t = 1.0 / (1.0 + 0.32759109139442444f * z);
let tail = 0.5 * (0.2548295855522156f + ((-0.2844967246055603f) + (1.421413779258728f + ((-1.453152060508728f) + (1.0614054203033447f) * t) * t) * t) * t) * t * exp(-z * z);
return select(tail, 1.0 - tail, x > vec4f(0.0));
}
fn derivative(v: vec4f) -> vec4f { return normal_cdf(v) + v * 0.3989422917366028f * exp(-0.5 * v * v); }
@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;
if (index >= 6u) { return; }

let i = index;
dX[i] = dY[i] * derivative(kept[i]);
}
