// dense-input-gradient 32×256 → 32, relu
// workgroups 128 × 1 × 1, 524288 FLOP
@group(0) @binding(0) var<storage, read> dPreActivation: array<f32, 1024>;
@group(0) @binding(1) var<storage, read> w: array<f32, 8192>;
@group(0) @binding(2) var<storage, read> kept: array<f32, 8192>;
@group(0) @binding(3) var<storage, read_write> dX: array<f32, 8192>;
fn derivative(v: f32) -> f32 { return select(f32(0.0), f32(1.0), v > f32(0.0)); }
@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;


let down = index / 256u;
let across = index % 256u;
let m0 = down + 0u;
let n0 = across + 0u;
var c0_0 = 0.0;
for (var r = 0u; r < 32u; r++) {
let a0 = dPreActivation[m0 * 32u + r];
let b0 = w[n0 * 32u + r];
c0_0 = fma(a0, b0, c0_0);
}
dX[m0 * 256u + n0] = c0_0 * derivative(kept[m0 * 256u + n0]);
}
