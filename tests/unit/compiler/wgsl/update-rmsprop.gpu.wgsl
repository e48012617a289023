// rmsprop 192
// workgroups 1 × 1 × 1, 2496 FLOP
@group(0) @binding(0) var<storage, read_write> theta: array<vec4f, 48>;
@group(0) @binding(1) var<storage, read> g: array<vec4f, 48>;
@group(0) @binding(2) var<storage, read_write> s: array<vec4f, 48>;
@group(0) @binding(3) var<storage, read_write> v: array<vec4f, 48>;
@group(0) @binding(4) var<storage, read> hostScalars: array<f32, 6>;
@group(0) @binding(5) var<storage, read_write> stepCounter: array<u32, 4>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;
if (index >= 48u) { return; }
let host_weightDecay = hostScalars[stepCounter[0] % 1u * 6u + 0u];
let host_decay = hostScalars[stepCounter[0] % 1u * 6u + 1u];
let host_h1 = hostScalars[stepCounter[0] % 1u * 6u + 2u];
let host_momentum = hostScalars[stepCounter[0] % 1u * 6u + 3u];
let host_eps = hostScalars[stepCounter[0] % 1u * 6u + 4u];
let host_lr = hostScalars[stepCounter[0] % 1u * 6u + 5u];
if (index == 0u) { stepCounter[1] = stepCounter[0] + 1u; }
let i = index;
let theta_in = theta[i];
let g_in = g[i];
let s_in = s[i];
let v_in = v[i];
var theta_out = theta_in;
var s_out = s_in;
var v_out = v_in;
{
let g_0 = (g_in + (host_weightDecay * theta_in));
let s_1 = ((host_decay * s_in) + (host_h1 * (g_0 * g_0)));
let v_2 = ((host_momentum * v_in) + (g_0 / (sqrt(s_1) + host_eps)));
let theta_3 = (theta_in - (host_lr * v_2));
theta_out = vec4f(theta_3);
s_out = vec4f(s_1);
v_out = vec4f(v_2);
}
theta[i] = theta_out;
s[i] = s_out;
v[i] = v_out;
}
