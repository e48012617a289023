// gradient-attention 192, 4 kept
// workgroups 1 × 1 × 1, 3840 FLOP
@group(0) @binding(0) var<storage, read_write> g: array<f32, 192>;
@group(0) @binding(1) var<storage, read_write> history: array<f32, 768>;
@group(0) @binding(2) var<storage, read> heads: array<u32, 6>;
@group(0) @binding(3) var<storage, read> hostScalars: array<f32, 6>;
@group(0) @binding(4) var<storage, read> stepCounter: array<u32, 4>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;
if (index >= 3u) { return; }
let host_tau = hostScalars[stepCounter[0] % 1u * 6u + 0u];
let first = heads[2u * index];
let size = heads[2u * index + 1u];
let end = first + size;
let taken = stepCounter[0];
let known = min(taken, 4u);
var own = 0.0;
var dots: array<f32, 4>;
var squares: array<f32, 4>;
for (var i = first; i < end; i++) {
let q = g[i];
own = fma(q, q, own);
for (var k = 0u; k < known; k++) {
let key = history[k * 192u + i];
dots[k] = fma(q, key, dots[k]);
squares[k] = fma(key, key, squares[k]);
}
}
let n = f32(size);
let query_scale = 1.0 / sqrt(own / n + 1e-12);
let temperature = sqrt(n) * host_tau;
var scores: array<f32, 5>;
scores[4] = own * query_scale * query_scale / temperature;
var largest = scores[4];
for (var k = 0u; k < known; k++) {
scores[k] = dots[k] * query_scale / sqrt(squares[k] / n + 1e-12) / temperature;
largest = max(largest, scores[k]);
}
var total = exp(scores[4] - largest);
scores[4] = total;
for (var k = 0u; k < known; k++) {
scores[k] = exp(scores[k] - largest);
total += scores[k];
}
let slot = taken % 4u * 192u;
for (var i = first; i < end; i++) {
let q = g[i];
var mixed = scores[4] * q;
for (var k = 0u; k < known; k++) { mixed = fma(scores[k], history[k * 192u + i], mixed); }
history[slot + i] = q;
g[i] = mixed / total;
}
}

// nmgd-attention 192
// workgroups 1 × 1 × 1, 1728 FLOP
@group(0) @binding(0) var<storage, read_write> theta: array<vec4f, 48>;
@group(0) @binding(1) var<storage, read> g: array<vec4f, 48>;
@group(0) @binding(2) var<storage, read_write> v: array<vec4f, 48>;
@group(0) @binding(3) var<storage, read> hostScalars: array<f32, 6>;
@group(0) @binding(4) var<storage, read_write> stepCounter: array<u32, 4>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;
if (index >= 48u) { return; }
let host_weightDecay = hostScalars[stepCounter[0] % 1u * 6u + 1u];
let host_momentum = hostScalars[stepCounter[0] % 1u * 6u + 2u];
let host_h1 = hostScalars[stepCounter[0] % 1u * 6u + 3u];
let host_lr = hostScalars[stepCounter[0] % 1u * 6u + 4u];
let host_momentumNext = hostScalars[stepCounter[0] % 1u * 6u + 5u];
if (index == 0u) { stepCounter[1] = stepCounter[0] + 1u; }
let i = index;
let theta_in = theta[i];
let g_in = g[i];
let v_in = v[i];
var theta_out = theta_in;
var v_out = v_in;
{
let g_0 = (g_in + (host_weightDecay * theta_in));
let v_1 = ((host_momentum * v_in) + (host_h1 * g_0));
let theta_2 = (theta_in - (host_lr * (g_0 + (host_momentumNext * v_1))));
theta_out = vec4f(theta_2);
v_out = vec4f(v_1);
}
theta[i] = theta_out;
v[i] = v_out;
}
