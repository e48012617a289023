// dense 32×256 → 32, gelu
// workgroups 16 × 1 × 1, 524288 FLOP
@group(0) @binding(0) var<storage, read> x: array<f32, 8192>;
@group(0) @binding(1) var<storage, read> w: array<f32, 8192>;
@group(0) @binding(2) var<storage, read> b: array<f32, 32>;
@group(0) @binding(3) var<storage, read_write> y: array<f32, 1024>;
@group(0) @binding(4) var<storage, read_write> preActivation: array<f32, 1024>;
fn normal_cdf(x: f32) -> f32 {
let z = abs(x) * 0.7071067690849304f;
let t = 1.0 / (1.0 + 0.32759109139442444f * z);
let tail = 0.5 * (0.2548295855522156f + ((-0.2844967246055603f) + (1.421413779258728f + ((-1.453152060508728f) + (1.0614054203033447f) * t) * t) * t) * t) * t * exp(-z * z);
return select(tail, 1.0 - tail, x > f32(0.0));
}
fn activate(v: f32) -> f32 { return v * normal_cdf(v); }
var<workgroup> sums: array<f32, 256>;
@compute @workgroup_size(256)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let block = group.x + group.y * 16u;

let own = local % 64u;
let chunk = local / 64u;
let place = block * 64u + own;
let m = min(place / 32u, 31u);
let n = place % 32u;
if (chunk < 4u) {
var sum = 0.0;
for (var r = chunk * 64u; r < min((chunk + 1u) * 64u, 256u); r++) {
sum = fma(x[m * 256u + r], w[r * 32u + n], sum);
}
sums[local] = sum;
}
workgroupBarrier();
if (chunk == 0u && place < 1024u) {
var sum = sums[own];
for (var c = 1u; c < 4u; c++) { sum += sums[own + c * 64u]; }
preActivation[m * 32u + n] = sum + b[n]; y[m * 32u + n] = activate(preActivation[m * 32u + n]);
}
}
