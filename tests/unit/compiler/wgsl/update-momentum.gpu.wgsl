// momentum 192
// workgroups 1 × 1 × 1, 1344 FLOP
@group(0) @binding(0) var<storage, read_write> theta: array<vec4f, 48>;
@group(0) @binding(1) var<storage, read> g: array<vec4f, 48>;
@group(0) @binding(2) var<storage, read_write> v: array<vec4f, 48>;
@group(0) @binding(3) var<storage, read> hostScalars: array<f32, 4>;
@group(0) @binding(4) var<storage, read_write> stepCounter: array<u32, 4>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;
if (index >= 48u) { return; }
let host_weightDecay = hostScalars[stepCounter[0] % 1u * 4u + 0u];
let host_momentum = hostScalars[stepCounter[0] % 1u * 4u + 1u];
let host_h1 = hostScalars[stepCounter[0] % 1u * 4u + 2u];
let host_lr = hostScalars[stepCounter[0] % 1u * 4u + 3u];
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
let theta_2 = (theta_in - (host_lr * v_1));
theta_out = vec4f(theta_2);
v_out = vec4f(v_1);
}
theta[i] = theta_out;
v[i] = v_out;
}
