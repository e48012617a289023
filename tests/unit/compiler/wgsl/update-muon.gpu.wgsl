// muon 192
// workgroups 1 × 1 × 1, 768 FLOP
@group(0) @binding(0) var<storage, read_write> g: array<vec4f, 48>;
@group(0) @binding(1) var<storage, read_write> m: array<vec4f, 48>;
@group(0) @binding(2) var<storage, read> hostScalars: array<f32, 12>;
@group(0) @binding(3) var<storage, read> groups: array<u32, 48>;
@group(0) @binding(4) var<storage, read> stepCounter: array<u32, 4>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;
if (index >= 48u) { return; }
let host_momentum = hostScalars[stepCounter[0] % 1u * 12u + 0u];
let host_momentumNext = hostScalars[stepCounter[0] % 1u * 12u + 1u];

let i = index;
let g_in = g[i];
let m_in = m[i];
var g_out = g_in;
var m_out = m_in;
if (groups[i] == 1u) {
let m_0 = ((host_momentum * m_in) + g_in);
let g_1 = (g_in + (host_momentumNext * m_0));
g_out = vec4f(g_1);
m_out = vec4f(m_0);
}
g[i] = g_out;
m[i] = m_out;
}

// orthogonalize 8×16, norm
// workgroups 1 × 1 × 1, 256 FLOP
@group(0) @binding(0) var<storage, read> g: array<f32, 128>;
@group(0) @binding(1) var<storage, read_write> norm: array<f32, 1>;
var<workgroup> shares: array<f32, 64>;
@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
var share = 0.0;
for (var i = local; i < 128u; i += 64u) { share = fma(g[i], g[i], share); }
shares[local] = share;
workgroupBarrier();
if (local > 0u) { return; }
var total = 0.0;
for (var i = 0u; i < 64u; i++) { total += shares[i]; }
norm[0] = sqrt(total);
}

// orthogonalize 8×16, normalize
// workgroups 2 × 1 × 1, 128 FLOP
@group(0) @binding(0) var<storage, read> g: array<f32, 128>;
@group(0) @binding(1) var<storage, read> norm: array<f32, 1>;
@group(0) @binding(2) var<storage, read_write> x: array<f32, 128>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;

x[index] = g[index] / (norm[0] + 1.0000000116860974e-7f);
}

// orthogonalize 8×16, gram of x
// workgroups 1 × 1 × 1, 2048 FLOP
@group(0) @binding(0) var<storage, read> x: array<f32, 128>;
@group(0) @binding(1) var<storage, read_write> gram: array<f32, 64>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;


let down = index / 8u;
let across = index % 8u;
let m0 = down + 0u;
let n0 = across + 0u;
var c0_0 = 0.0;
for (var r = 0u; r < 16u; r++) {
let a0 = x[m0 * 16u + r];
let b0 = x[n0 * 16u + r];
c0_0 = fma(a0, b0, c0_0);
}
gram[m0 * 8u + n0] = c0_0;
}

// orthogonalize, polynomial 8
// workgroups 1 × 1 × 1, 1024 FLOP
@group(0) @binding(0) var<storage, read> gram: array<f32, 64>;
@group(0) @binding(1) var<storage, read_write> polynomial: array<f32, 64>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;


let down = index / 8u;
let across = index % 8u;
let m0 = down + 0u;
let n0 = across + 0u;
var c0_0 = 0.0;
for (var r = 0u; r < 8u; r++) {
let a0 = gram[m0 * 8u + r];
let b0 = gram[r * 8u + n0];
c0_0 = fma(a0, b0, c0_0);
}
polynomial[m0 * 8u + n0] = (-4.775000095367432f) * gram[m0 * 8u + n0] + 2.0315001010894775f * c0_0;
}

// orthogonalize 8×16, x to other
// workgroups 2 × 1 × 1, 2048 FLOP
@group(0) @binding(0) var<storage, read> x: array<f32, 128>;
@group(0) @binding(1) var<storage, read> polynomial: array<f32, 64>;
@group(0) @binding(2) var<storage, read_write> other: array<f32, 128>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;


let down = index / 16u;
let across = index % 16u;
let m0 = down + 0u;
let n0 = across + 0u;
var c0_0 = 0.0;
for (var r = 0u; r < 8u; r++) {
let a0 = polynomial[m0 * 8u + r];
let b0 = x[r * 16u + n0];
c0_0 = fma(a0, b0, c0_0);
}
other[m0 * 16u + n0] = 1f * (3.444499969482422f * x[m0 * 16u + n0] + c0_0);
}

// orthogonalize 8×16, gram of other
// workgroups 1 × 1 × 1, 2048 FLOP
@group(0) @binding(0) var<storage, read> other: array<f32, 128>;
@group(0) @binding(1) var<storage, read_write> gram: array<f32, 64>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;


let down = index / 8u;
let across = index % 8u;
let m0 = down + 0u;
let n0 = across + 0u;
var c0_0 = 0.0;
for (var r = 0u; r < 16u; r++) {
let a0 = other[m0 * 16u + r];
let b0 = other[n0 * 16u + r];
c0_0 = fma(a0, b0, c0_0);
}
gram[m0 * 8u + n0] = c0_0;
}

// orthogonalize 8×16, other to x
// workgroups 2 × 1 × 1, 2048 FLOP
@group(0) @binding(0) var<storage, read> other: array<f32, 128>;
@group(0) @binding(1) var<storage, read> polynomial: array<f32, 64>;
@group(0) @binding(2) var<storage, read_write> x: array<f32, 128>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;


let down = index / 16u;
let across = index % 16u;
let m0 = down + 0u;
let n0 = across + 0u;
var c0_0 = 0.0;
for (var r = 0u; r < 8u; r++) {
let a0 = polynomial[m0 * 8u + r];
let b0 = other[r * 16u + n0];
c0_0 = fma(a0, b0, c0_0);
}
x[m0 * 16u + n0] = 1f * (3.444499969482422f * other[m0 * 16u + n0] + c0_0);
}

// orthogonalize 8×16, x to g
// workgroups 2 × 1 × 1, 2048 FLOP
@group(0) @binding(0) var<storage, read> x: array<f32, 128>;
@group(0) @binding(1) var<storage, read> polynomial: array<f32, 64>;
@group(0) @binding(2) var<storage, read_write> g: array<f32, 128>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;


let down = index / 16u;
let across = index % 16u;
let m0 = down + 0u;
let n0 = across + 0u;
var c0_0 = 0.0;
for (var r = 0u; r < 8u; r++) {
let a0 = polynomial[m0 * 8u + r];
let b0 = x[r * 16u + n0];
c0_0 = fma(a0, b0, c0_0);
}
g[m0 * 16u + n0] = 1.4142135381698608f * (3.444499969482422f * x[m0 * 16u + n0] + c0_0);
}

// muon 192
// workgroups 1 × 1 × 1, 2688 FLOP
@group(0) @binding(0) var<storage, read_write> theta: array<vec4f, 48>;
@group(0) @binding(1) var<storage, read> g: array<vec4f, 48>;
@group(0) @binding(2) var<storage, read_write> m: array<vec4f, 48>;
@group(0) @binding(3) var<storage, read_write> s: array<vec4f, 48>;
@group(0) @binding(4) var<storage, read> hostScalars: array<f32, 12>;
@group(0) @binding(5) var<storage, read> groups: array<u32, 48>;
@group(0) @binding(6) var<storage, read_write> stepCounter: array<u32, 4>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;
if (index >= 48u) { return; }
let host_h1 = hostScalars[stepCounter[0] % 1u * 12u + 2u];
let host_lr = hostScalars[stepCounter[0] % 1u * 12u + 3u];
let host_h2 = hostScalars[stepCounter[0] % 1u * 12u + 4u];
let host_beta1 = hostScalars[stepCounter[0] % 1u * 12u + 5u];
let host_h3 = hostScalars[stepCounter[0] % 1u * 12u + 6u];
let host_beta2 = hostScalars[stepCounter[0] % 1u * 12u + 7u];
let host_h4 = hostScalars[stepCounter[0] % 1u * 12u + 8u];
let host_h5 = hostScalars[stepCounter[0] % 1u * 12u + 9u];
let host_h6 = hostScalars[stepCounter[0] % 1u * 12u + 10u];
let host_eps = hostScalars[stepCounter[0] % 1u * 12u + 11u];
if (index == 0u) { stepCounter[1] = stepCounter[0] + 1u; }
let i = index;
let theta_in = theta[i];
let g_in = g[i];
let m_in = m[i];
let s_in = s[i];
var theta_out = theta_in;
var m_out = m_in;
var s_out = s_in;
if (groups[i] == 1u) {
let theta_0 = (theta_in * host_h1);
let theta_1 = (theta_0 - (host_lr * g_in));
theta_out = vec4f(theta_1);
m_out = vec4f(m_in);
s_out = vec4f(s_in);
}
if (groups[i] != 1u) {
let theta_0 = (theta_in * host_h2);
let m_1 = ((host_beta1 * m_in) + (host_h3 * g_in));
let s_2 = ((host_beta2 * s_in) + (host_h4 * (g_in * g_in)));
let theta_3 = (theta_0 - (host_h5 * (m_1 / ((sqrt(s_2) * host_h6) + host_eps))));
theta_out = vec4f(theta_3);
m_out = vec4f(m_1);
s_out = vec4f(s_2);
}
theta[i] = theta_out;
m[i] = m_out;
s[i] = s_out;
}
