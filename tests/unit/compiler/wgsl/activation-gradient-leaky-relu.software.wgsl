// activation-gradient leaky-relu 0.1 24
// workgroups 1 × 1 × 1, 48 FLOP
@group(0) @binding(0) var<storage, read> dY: array<vec4f, 6>;
@group(0) @binding(1) var<storage, read> kept: array<vec4f, 6>;
@group(0) @binding(2) var<storage, read_write> dX: array<vec4f, 6>;
fn derivative(v: vec4f) -> vec4f { return select(vec4f(0.10000000149011612f), vec4f(1.0), v > vec4f(0.0)); }
@compute @workgroup_size(16)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 16u + local;
if (index >= 1u) { return; }

for (var i = index * 8u; i < min((index + 1u) * 8u, 6u); i++) {
dX[i] = dY[i] * derivative(kept[i]);
}
}
