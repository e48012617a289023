// layer-statistics 64, 2 parts
// workgroups 2 × 1 × 1, 448 FLOP
@group(0) @binding(0) var<storage, read> g: array<vec4f, 16>;
@group(0) @binding(1) var<storage, read> before: array<vec4f, 16>;
@group(0) @binding(2) var<storage, read> theta: array<vec4f, 16>;
@group(0) @binding(3) var<storage, read> parts: array<vec2u, 2>;
@group(0) @binding(4) var<storage, read_write> sums: array<f32, 72>;
@group(0) @binding(5) var<storage, read> stepCounter: array<u32, 4>;
var<workgroup> shares: array<f32, 576>;
@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let part = parts[group.x];
var gradient_small = vec4f(0.0);
var gradient_middle = vec4f(0.0);
var gradient_large = vec4f(0.0);
var weight_small = vec4f(0.0);
var weight_middle = vec4f(0.0);
var weight_large = vec4f(0.0);
var update_small = vec4f(0.0);
var update_middle = vec4f(0.0);
var update_large = vec4f(0.0);
for (var i = part.x / 4u + local; i < (part.y + 3u) / 4u; i += 64u) {
let within = vec4u(4u * i, 4u * i + 1u, 4u * i + 2u, 4u * i + 3u) < vec4u(part.y);
let gradient = select(vec4f(0.0), g[i], within);
let weight = select(vec4f(0.0), before[i], within);
let update = select(vec4f(0.0), theta[i] - before[i], within);
{
let size = abs(gradient);
let is_small = size < vec4f(0x1p-50f);
let is_large = size > vec4f(0x1p+50f);
let small = select(vec4f(0.0), gradient * 0x1p+64f, is_small);
let middle = select(gradient, vec4f(0.0), is_small | is_large);
let large = select(vec4f(0.0), gradient * 0x1p-80f, is_large);
gradient_small += small * small;
gradient_middle += middle * middle;
gradient_large += large * large;
}
{
let size = abs(weight);
let is_small = size < vec4f(0x1p-50f);
let is_large = size > vec4f(0x1p+50f);
let small = select(vec4f(0.0), weight * 0x1p+64f, is_small);
let middle = select(weight, vec4f(0.0), is_small | is_large);
let large = select(vec4f(0.0), weight * 0x1p-80f, is_large);
weight_small += small * small;
weight_middle += middle * middle;
weight_large += large * large;
}
{
let size = abs(update);
let is_small = size < vec4f(0x1p-50f);
let is_large = size > vec4f(0x1p+50f);
let small = select(vec4f(0.0), update * 0x1p+64f, is_small);
let middle = select(update, vec4f(0.0), is_small | is_large);
let large = select(vec4f(0.0), update * 0x1p-80f, is_large);
update_small += small * small;
update_middle += middle * middle;
update_large += large * large;
}
}
shares[local * 9u + 0u] = (gradient_small.x + gradient_small.y) + (gradient_small.z + gradient_small.w);
shares[local * 9u + 1u] = (gradient_middle.x + gradient_middle.y) + (gradient_middle.z + gradient_middle.w);
shares[local * 9u + 2u] = (gradient_large.x + gradient_large.y) + (gradient_large.z + gradient_large.w);
shares[local * 9u + 3u] = (weight_small.x + weight_small.y) + (weight_small.z + weight_small.w);
shares[local * 9u + 4u] = (weight_middle.x + weight_middle.y) + (weight_middle.z + weight_middle.w);
shares[local * 9u + 5u] = (weight_large.x + weight_large.y) + (weight_large.z + weight_large.w);
shares[local * 9u + 6u] = (update_small.x + update_small.y) + (update_small.z + update_small.w);
shares[local * 9u + 7u] = (update_middle.x + update_middle.y) + (update_middle.z + update_middle.w);
shares[local * 9u + 8u] = (update_large.x + update_large.y) + (update_large.z + update_large.w);
workgroupBarrier();
if (local >= 9u) { return; }
var total = 0.0;
for (var i = 0u; i < 64u; i++) { total += shares[i * 9u + local]; }
sums[(stepCounter[0] % 4u) * 18u + 0u + group.x * 9u + local] = total;
}
