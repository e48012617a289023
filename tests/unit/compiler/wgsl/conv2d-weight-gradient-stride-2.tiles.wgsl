// conv2d-weight-gradient 2×6×6×4 → 8, 3×2/2 same
// workgroups 2 × 1 × 1, 6912 FLOP
@group(0) @binding(0) var<storage, read> x: array<vec4f, 72>;
@group(0) @binding(1) var<storage, read> dPreActivation: array<vec4f, 36>;
@group(0) @binding(2) var<storage, read_write> partials: array<vec4f, 50>;
fn gradient_at(i: i32) -> vec4f { return dPreActivation[i]; }
fn gradient(n: u32, row: u32, column: u32, c: u32) -> vec4f { return gradient_at(i32(((n * 3u + row) * 3u + column) * 2u + c)); }
fn position(term: u32) -> vec3u {
let own = term / 8u;
let within = term % 8u;
return vec3u(own / 2u, own % 2u * 2u + within / 4u % 2u, within / 8u * 4u + within % 4u);
}
fn left_place(edge: u32, split: u32) -> vec4u {
let tap = edge / 4u;
return vec4u(tap / 2u - 0u, tap % 2u - 0u, edge % 4u, edge);
}
fn left_value(place: vec4u, outer: u32, tap: u32) -> vec4f {
if (place.w >= 24u) { return vec4f(select(0.0, 1.0, place.w == 24u), 0.0, 0.0, 0.0); }
let at = position(outer);
let row = at.y * 2u + place.x;
let column = at.z * 2u + place.y;
if (row >= 6u || column >= 6u) { return vec4f(0.0); }
return x[(((at.x * 6u + row) * 6u + column) * 4u + place.z) / 4u];
}
fn right_place(edge: u32, split: u32) -> vec4u { return vec4u(edge); }
fn right_value(place: vec4u, outer: u32, tap: u32) -> vec4f {
let at = position(outer);
if (place.x >= 8u || at.y >= 3u || at.z >= 3u) { return vec4f(0.0); }
return gradient(at.x, at.y, at.z, place.x / 4u);
}
var<workgroup> left_slice: array<vec4f, 64>;
var<workgroup> right_slice: array<vec4f, 64>;
@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let block = group.x + group.y * 2u;
if (block >= 2u) { return; }
let n0 = block % 1u * 16u;
let m0 = block / 1u % 2u * 16u;
let split = block / 2u;
let tx = local % 4u;
let ty = local / 4u;
let taps = 1u;
let begin = split * 32u;
let end = min((split + 1u) * 32u, 32u);
let most = 16u;
let left_vec4 = local % 4u;
let left_at0 = left_place(m0 + 4u * left_vec4 + 0u, split);
let right_vec4 = local % 4u;
let right_at0 = right_place(n0 + 4u * right_vec4 + 0u, split);
let start0 = vec4f(0.0);
var c0_0 = start0;
for (var first = begin; first < end; first += most) {
let count = min(most, end - first);
for (var s = local / 4u; s < count; s += 16u) {
let outer = (first + s) / taps;
let tap = (first + s) % taps;
left_slice[(s) * 4u + left_vec4] = left_value(left_at0, outer, tap);
}
for (var s = local / 4u; s < count; s += 16u) {
let outer = (first + s) / taps;
let tap = (first + s) % taps;
right_slice[(s) * 4u + right_vec4] = right_value(right_at0, outer, tap);
}
workgroupBarrier();
for (var t = 0u; t < count; t++) {
let a0 = vec4f(left_slice[t * 4u + ty / 4u][ty % 4u]);
let b0 = right_slice[t * 4u + 0u + tx];
c0_0 = fma(a0, b0, c0_0);
}
workgroupBarrier();
}
{
let m = m0 + ty;
let n = n0 + 0u + 4u * tx;
if (n < 8u) {
if (m + 0u < 25u) { let row = m + 0u; partials[((split * 25u + row) * 8u + n) / 4u] = c0_0; }
}
}
}

// conv2d-weight-gradient 2×6×6×4 → 8, 3×2/2 same, sum of 1
// workgroups 1 × 1 × 1, 200 FLOP
@group(0) @binding(0) var<storage, read> partials: array<vec4f, 50>;
@group(0) @binding(1) var<storage, read_write> dW: array<vec4f, 48>;
@group(0) @binding(2) var<storage, read_write> db: array<vec4f, 2>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;
if (index >= 50u) { return; }
var sum = partials[index];
for (var split = 1u; split < 1u; split++) { sum += partials[split * 50u + index]; }
if (index < 48u) { dW[index] = sum; } else { db[index - 48u] = sum; }
}
