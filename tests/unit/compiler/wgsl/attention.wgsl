// attention 2×5×8, 2 heads, weights
// workgroups 1 × 1 × 1, 800 FLOP
@group(0) @binding(0) var<storage, read> q: array<vec4f, 20>;
@group(0) @binding(1) var<storage, read> k: array<vec4f, 20>;
@group(0) @binding(2) var<storage, read_write> weights: array<f32, 100>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;
if (index >= 20u) { return; }
let t = index % 5u;
let head = index / 5u % 2u;
let b = index / 10u;
let row = index * 5u;
let own = (b * 5u + t) * 2u + head * 1u;
let first = b * 10u + head * 1u;
var largest = (-3.3999999521443642e+38f);
for (var s = 0u; s < 5u; s++) {
let other = first + s * 2u;
var sum = vec4f(0.0);
for (var c = 0u; c < 1u; c++) { sum = fma(q[own + c], k[other + c], sum); }
let score = ((sum.x + sum.y) + (sum.z + sum.w)) * 0.5f;
weights[row + s] = score;
largest = max(largest, score);
}
var all = 0.0;
for (var s = 0u; s < 5u; s++) {
let weight = exp(weights[row + s] - largest);
weights[row + s] = weight;
all += weight;
}
for (var s = 0u; s < 5u; s++) {
weights[row + s] /= all;
}
}

// attention 2×5×8, 2 heads, mix
// workgroups 1 × 1 × 1, 800 FLOP
@group(0) @binding(0) var<storage, read> v: array<vec4f, 20>;
@group(0) @binding(1) var<storage, read> weights: array<f32, 100>;
@group(0) @binding(2) var<storage, read_write> y: array<vec4f, 20>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;
if (index >= 20u) { return; }
let column = index % 2u;
let t = index / 2u % 5u;
let b = index / 10u;
let square = (b * 2u + column / 1u) * 25u;
let first = b * 10u + column;
var sum = vec4f(0.0);
for (var s = 0u; s < 5u; s++) {
sum = fma(vec4f(weights[square + t * 5u + s]), v[first + s * 2u], sum);
}
y[index] = sum;
}
