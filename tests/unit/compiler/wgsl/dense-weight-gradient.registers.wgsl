// dense-weight-gradient 32×256 → 32
// workgroups 129 × 1 × 1, 524288 FLOP
@group(0) @binding(0) var<storage, read> x: array<f32, 8192>;
@group(0) @binding(1) var<storage, read> dPreActivation: array<f32, 1024>;
@group(0) @binding(2) var<storage, read_write> dW: array<f32, 8192>;
@group(0) @binding(3) var<storage, read_write> db: array<f32, 32>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;
if (index >= 8224u) { return; }
if (index >= 8192u) {
let i = index - 8192u;
var bias = 0.0;
for (var r = 0u; r < 32u; r++) { bias += dPreActivation[r * 32u + i]; }
db[i] = bias;
return;
}
let down = index / 32u;
let across = index % 32u;
let m0 = down + 0u;
let n0 = across + 0u;
var c0_0 = 0.0;
for (var r = 0u; r < 32u; r++) {
let a0 = x[r * 256u + m0];
let b0 = dPreActivation[r * 32u + n0];
c0_0 = fma(a0, b0, c0_0);
}
dW[m0 * 32u + n0] = c0_0;
}
