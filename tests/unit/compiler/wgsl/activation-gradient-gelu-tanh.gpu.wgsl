// activation-gradient gelu-tanh 24
// workgroups 1 × 1 × 1, 48 FLOP
@group(0) @binding(0) var<storage, read> dY: array<vec4f, 6>;
@group(0) @binding(1) var<storage, read> kept: array<vec4f, 6>;
@group(0) @binding(2) var<storage, read_write> dX: array<vec4f, 6>;
fn gelu_tanh(x: vec4f) -> vec4f {
let inner = 0.7978845834732056f * (x + 0.044714998453855515f * x * x * x);
return tanh(clamp(inner, vec4f(-10.0), vec4f(10.0)));
}
fn gelu_tanh_slope(v: vec4f, t: vec4f) -> vec4f {
return 0.5 * (1.0 + t) + 0.5 * v * (1.0 - t * t) * 0.7978845834732056f * (1.0 + 0.13414500653743744f * v * v);
}
fn derivative(v: vec4f) -> vec4f { return gelu_tanh_slope(v, gelu_tanh(v)); }
@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;
if (index >= 6u) { return; }

let i = index;
dX[i] = dY[i] * derivative(kept[i]);
}
