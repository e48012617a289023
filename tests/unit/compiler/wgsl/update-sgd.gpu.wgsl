// sgd 192
// workgroups 1 × 1 × 1, 768 FLOP
@group(0) @binding(0) var<storage, read_write> theta: array<vec4f, 48>;
@group(0) @binding(1) var<storage, read> g: array<vec4f, 48>;
@group(0) @binding(2) var<storage, read> hostScalars: array<f32, 2>;
@group(0) @binding(3) var<storage, read_write> stepCounter: array<u32, 4>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;
if (index >= 48u) { return; }
let host_weightDecay = hostScalars[stepCounter[0] % 1u * 2u + 0u];
let host_lr = hostScalars[stepCounter[0] % 1u * 2u + 1u];
if (index == 0u) { stepCounter[1] = stepCounter[0] + 1u; }
let i = index;
let theta_in = theta[i];
let g_in = g[i];
var theta_out = theta_in;
{
let g_0 = (g_in + (host_weightDecay * theta_in));
let theta_1 = (theta_in - (host_lr * g_0));
theta_out = vec4f(theta_1);
}
theta[i] = theta_out;
}
