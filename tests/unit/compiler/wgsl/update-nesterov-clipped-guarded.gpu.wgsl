// nesterov-clipped-guarded 192, norm
// workgroups 1 × 1 × 1, 384 FLOP
@group(0) @binding(0) var<storage, read> g: array<vec4f, 48>;
@group(0) @binding(1) var<storage, read_write> partials: array<f32, 3>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;
if (index >= 3u) { return; }
var sum = vec4f(0.0);
for (var i = index; i < 48u; i += 3u) {
let g_in = g[i];
let term_0 = (g_in * g_in);
sum += term_0;
}
partials[index] = (sum.x + sum.y) + (sum.z + sum.w);
}

// nesterov-clipped-guarded, norm together
// workgroups 1 × 1 × 1, 3 FLOP
@group(0) @binding(0) var<storage, read> partials: array<f32, 3>;
@group(0) @binding(1) var<storage, read> hostScalars: array<f32, 9>;
@group(0) @binding(2) var<storage, read_write> stepScalars: array<f32, 3>;
@group(0) @binding(3) var<storage, read_write> metricsRing: array<f32, 3>;
@group(0) @binding(4) var<storage, read> stepCounter: array<u32, 4>;
var<workgroup> shares: array<f32, 64>;
@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
var share = 0.0;
for (var i = local; i < 3u; i += 64u) { share += partials[i]; }
shares[local] = share;
workgroupBarrier();
if (local > 0u) { return; }
var total = 0.0;
for (var i = 0u; i < 64u; i++) { total += shares[i]; }
let host_clipNorm = hostScalars[stepCounter[0] % 1u * 9u + 0u];
let norm_0 = sqrt(total);
let clipFactor_1 = min(f32(1f), f32((host_clipNorm / (norm_0 + 9.999999974752427e-7f))));
stepScalars[0u] = norm_0;
stepScalars[1u] = clipFactor_1;
metricsRing[stepCounter[0] % 1u * 3u + 1u] = norm_0;
}

// guard 31
// workgroups 1 × 1 × 1, 3844 FLOP
@group(0) @binding(0) var<storage, read> hostScalars: array<f32, 9>;
@group(0) @binding(1) var<storage, read_write> stepScalars: array<f32, 3>;
@group(0) @binding(2) var<storage, read_write> memory: array<u32, 63>;
@group(0) @binding(3) var<storage, read_write> metricsRing: array<f32, 3>;
@group(0) @binding(4) var<storage, read> stepCounter: array<u32, 4>;
var<workgroup> middles: array<f32, 4>;
fn finite(value: f32) -> bool {
return (bitcast<u32>(value) & 0x7f800000u) != 0x7f800000u;
}
fn place(own: u32, known: u32, first: u32, to: u32) {
let value = bitcast<f32>(memory[first + own]);
var rank = 0u;
for (var i = 0u; i < min(known, 31u); i++) {
let other = bitcast<f32>(memory[first + i]);
if (other < value || (other == value && i < own)) { rank++; }
}
if (rank == (known - 1u) / 2u) { middles[to] = value; }
if (rank == known / 2u) { middles[to + 1u] = value; }
}
@compute @workgroup_size(31)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let host_guardFactor = hostScalars[stepCounter[0] % 1u * 9u + 1u];
let count = memory[0];
let known = min(count, 31u);
let loss = metricsRing[stepCounter[0] % 1u * 3u + 0u];
let norm = stepScalars[0u];
if (local < known) {
place(local, known, 1u, 0u);
place(local, known, 32u, 2u);
}
workgroupBarrier();
if (local > 0u) { return; }
let loss_limit = host_guardFactor * (0.5 * (middles[0] + middles[1]));
let norm_limit = host_guardFactor * (0.5 * (middles[2] + middles[3]));
let is_finite = finite(loss) && finite(norm);
let within = known < 8u || (loss <= loss_limit && norm <= norm_limit);
let accepted = is_finite && within;
if (accepted) {
memory[1u + count % 31u] = bitcast<u32>(loss);
memory[32u + count % 31u] = bitcast<u32>(norm);
memory[0] = count + 1u;
}
stepScalars[2u] = select(0.0, 1.0, accepted);
metricsRing[stepCounter[0] % 1u * 3u + 2u] = select(0.0, 1.0, accepted);
}

// nesterov-clipped-guarded 192
// workgroups 1 × 1 × 1, 2304 FLOP
@group(0) @binding(0) var<storage, read_write> theta: array<vec4f, 48>;
@group(0) @binding(1) var<storage, read> g: array<vec4f, 48>;
@group(0) @binding(2) var<storage, read_write> v: array<vec4f, 48>;
@group(0) @binding(3) var<storage, read> hostScalars: array<f32, 9>;
@group(0) @binding(4) var<storage, read> stepScalars: array<f32, 3>;
@group(0) @binding(5) var<storage, read_write> stepCounter: array<u32, 4>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;
if (index >= 48u) { return; }
let host_h1 = hostScalars[stepCounter[0] % 1u * 9u + 2u];
let host_clipValue = hostScalars[stepCounter[0] % 1u * 9u + 3u];
let host_weightDecay = hostScalars[stepCounter[0] % 1u * 9u + 4u];
let host_momentum = hostScalars[stepCounter[0] % 1u * 9u + 5u];
let host_h2 = hostScalars[stepCounter[0] % 1u * 9u + 6u];
let host_lr = hostScalars[stepCounter[0] % 1u * 9u + 7u];
let host_momentumNext = hostScalars[stepCounter[0] % 1u * 9u + 8u];
let step_clipFactor = stepScalars[1u];
let step_accepted = stepScalars[2u];
if (index == 0u) { stepCounter[1] = stepCounter[0] + 1u; }
let i = index;
let theta_in = theta[i];
let g_in = g[i];
let v_in = v[i];
var theta_out = theta_in;
var v_out = v_in;
{
let g_0 = (g_in * step_clipFactor);
let g_1 = max(vec4f(host_h1), vec4f(min(vec4f(host_clipValue), vec4f(g_0))));
let g_2 = (g_1 + (host_weightDecay * theta_in));
let v_3 = ((host_momentum * v_in) + (host_h2 * g_2));
let theta_4 = (theta_in - (host_lr * (g_2 + (host_momentumNext * v_3))));
theta_out = vec4f(theta_4);
v_out = vec4f(v_3);
}
theta[i] = select(theta_in, theta_out, step_accepted > 0.5);
v[i] = select(v_in, v_out, step_accepted > 0.5);
}
