// nadam 192
// workgroups 1 × 1 × 1, 3456 FLOP
@group(0) @binding(0) var<storage, read_write> theta: array<vec4f, 48>;
@group(0) @binding(1) var<storage, read> g: array<vec4f, 48>;
@group(0) @binding(2) var<storage, read_write> m: array<vec4f, 48>;
@group(0) @binding(3) var<storage, read_write> s: array<vec4f, 48>;
@group(0) @binding(4) var<storage, read> hostScalars: array<f32, 10>;
@group(0) @binding(5) var<storage, read_write> stepCounter: array<u32, 4>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;
if (index >= 48u) { return; }
let host_weightDecay = hostScalars[stepCounter[0] % 1u * 10u + 0u];
let host_beta1 = hostScalars[stepCounter[0] % 1u * 10u + 1u];
let host_h1 = hostScalars[stepCounter[0] % 1u * 10u + 2u];
let host_beta2 = hostScalars[stepCounter[0] % 1u * 10u + 3u];
let host_h2 = hostScalars[stepCounter[0] % 1u * 10u + 4u];
let host_h3 = hostScalars[stepCounter[0] % 1u * 10u + 5u];
let host_h4 = hostScalars[stepCounter[0] % 1u * 10u + 6u];
let host_lr = hostScalars[stepCounter[0] % 1u * 10u + 7u];
let host_h5 = hostScalars[stepCounter[0] % 1u * 10u + 8u];
let host_eps = hostScalars[stepCounter[0] % 1u * 10u + 9u];
if (index == 0u) { stepCounter[1] = stepCounter[0] + 1u; }
let i = index;
let theta_in = theta[i];
let g_in = g[i];
let m_in = m[i];
let s_in = s[i];
var theta_out = theta_in;
var m_out = m_in;
var s_out = s_in;
{
let g_0 = (g_in + (host_weightDecay * theta_in));
let m_1 = ((host_beta1 * m_in) + (host_h1 * g_0));
let s_2 = ((host_beta2 * s_in) + (host_h2 * (g_0 * g_0)));
let u_3 = ((host_h3 * g_0) + (host_h4 * m_1));
let theta_4 = (theta_in - (host_lr * (u_3 / (sqrt((s_2 * host_h5)) + host_eps))));
theta_out = vec4f(theta_4);
m_out = vec4f(m_1);
s_out = vec4f(s_2);
}
theta[i] = theta_out;
m[i] = m_out;
s[i] = s_out;
}
