// dense 32×256 → 32, relu
// workgroups 16 × 1 × 1, 524288 FLOP
@group(0) @binding(0) var<storage, read> x: array<f32, 8192>;
@group(0) @binding(1) var<storage, read> w: array<f32, 8192>;
@group(0) @binding(2) var<storage, read> b: array<f32, 32>;
@group(0) @binding(3) var<storage, read_write> y: array<f32, 1024>;
fn activate(v: f32) -> f32 { return select(v, f32(0.0), v <= f32(0.0)); }
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
y[m * 32u + n] = activate(sum + b[n]);
}
}
