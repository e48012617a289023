// adagrad 192
// workgroups 1 × 1 × 1, 1728 FLOP
@group(0) @binding(0) var<storage, read_write> theta: array<vec4f, 48>;
@group(0) @binding(1) var<storage, read> g: array<vec4f, 48>;
@group(0) @binding(2) var<storage, read_write> s: array<vec4f, 48>;
@group(0) @binding(3) var<storage, read> hostScalars: array<f32, 3>;
@group(0) @binding(4) var<storage, read_write> stepCounter: array<u32, 4>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;
if (index >= 48u) { return; }
let host_weightDecay = hostScalars[stepCounter[0] % 1u * 3u + 0u];
let host_lr = hostScalars[stepCounter[0] % 1u * 3u + 1u];
let host_eps = hostScalars[stepCounter[0] % 1u * 3u + 2u];
if (index == 0u) { stepCounter[1] = stepCounter[0] + 1u; }
let i = index;
let theta_in = theta[i];
let g_in = g[i];
let s_in = s[i];
var theta_out = theta_in;
var s_out = s_in;
{
let g_0 = (g_in + (host_weightDecay * theta_in));
let s_1 = (s_in + (g_0 * g_0));
let theta_2 = (theta_in - (host_lr * (g_0 / (sqrt(s_1) + host_eps))));
theta_out = vec4f(theta_2);
s_out = vec4f(s_1);
}
theta[i] = theta_out;
s[i] = s_out;
}
