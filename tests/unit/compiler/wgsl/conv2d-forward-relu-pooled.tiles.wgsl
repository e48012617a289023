// conv2d-forward 2×6×6×4 → 8, 3×2 same, relu, pooled
// workgroups 2 × 1 × 1, 27648 FLOP
@group(0) @binding(0) var<storage, read> x: array<vec4f, 72>;
@group(0) @binding(1) var<storage, read> w: array<vec4f, 48>;
@group(0) @binding(2) var<storage, read> b: array<f32, 8>;
@group(0) @binding(3) var<storage, read_write> y: array<vec4f, 36>;
@group(0) @binding(4) var<storage, read_write> argmax: array<u32, 36>;
fn activate(v: vec4f) -> vec4f { return select(v, vec4f(0.0), v <= vec4f(0.0)); }
fn left_place(edge: u32, split: u32) -> vec4u {
let cell = edge / 4u;
let image = cell / 9u;
let row = (cell / 3u % 3u * 2u + edge / 2u % 2u) * 1u - 1u;
let column = (cell % 3u * 2u + edge % 2u) * 1u - 0u;
return vec4u(image * 6u, select(6u, row, image < 2u), column, 0u);
}
fn left_value(place: vec4u, outer: u32, tap: u32) -> vec4f {
let row = place.y + tap / 2u;
let column = place.z + tap % 2u;
if (row >= 6u || column >= 6u) { return vec4f(0.0); }
return x[((place.x + row) * 6u + column) * 1u + outer / 4u];
}
fn right_place(edge: u32, split: u32) -> vec4u { return vec4u(edge); }
fn right_value(place: vec4u, outer: u32, tap: u32) -> vec4f {
if (place.x >= 8u) { return vec4f(0.0); }
return w[((tap * 4u + outer) * 8u + place.x) / 4u];
}
var<workgroup> left_slice: array<vec4f, 384>;
var<workgroup> right_slice: array<vec4f, 96>;
@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let block = group.x + group.y * 2u;
if (block >= 2u) { return; }
let n0 = block % 1u * 16u;
let m0 = block / 1u % 2u * 64u;
let split = block / 2u;
let tx = local % 4u;
let ty = local / 4u;
let taps = 6u;
let begin = 0u;
let end = 24u;
let most = 4u * taps;
let left_vec4 = local % 16u;
let left_at0 = left_place(m0 + 4u * left_vec4 + 0u, split);
let left_at1 = left_place(m0 + 4u * left_vec4 + 1u, split);
let left_at2 = left_place(m0 + 4u * left_vec4 + 2u, split);
let left_at3 = left_place(m0 + 4u * left_vec4 + 3u, split);
let right_vec4 = local % 4u;
let right_at0 = right_place(n0 + 4u * right_vec4 + 0u, split);
let start0 = vec4f(b[min(n0 + 0u + 4u * tx + 0u, 7u)], b[min(n0 + 0u + 4u * tx + 1u, 7u)], b[min(n0 + 0u + 4u * tx + 2u, 7u)], b[min(n0 + 0u + 4u * tx + 3u, 7u)]);
var c0_0 = start0;
var c1_0 = start0;
var c2_0 = start0;
var c3_0 = start0;
for (var first = begin; first < end; first += most) {
let count = min(most, end - first);
for (var s = local / 16u; s < count / 4u; s += 4u) {
let outer = s / taps * 4u;
let tap = s % taps;
let v0 = left_value(left_at0, first / taps + outer, tap);
let v1 = left_value(left_at1, first / taps + outer, tap);
let v2 = left_value(left_at2, first / taps + outer, tap);
let v3 = left_value(left_at3, first / taps + outer, tap);
left_slice[((outer + 0u) * taps + tap) * 16u + left_vec4] = vec4f(v0.x, v1.x, v2.x, v3.x);
left_slice[((outer + 1u) * taps + tap) * 16u + left_vec4] = vec4f(v0.y, v1.y, v2.y, v3.y);
left_slice[((outer + 2u) * taps + tap) * 16u + left_vec4] = vec4f(v0.z, v1.z, v2.z, v3.z);
left_slice[((outer + 3u) * taps + tap) * 16u + left_vec4] = vec4f(v0.w, v1.w, v2.w, v3.w);
}
for (var s = local / 4u; s < count; s += 16u) {
let outer = (first + s) / taps;
let tap = (first + s) % taps;
right_slice[(s) * 4u + right_vec4] = right_value(right_at0, outer, tap);
}
workgroupBarrier();
for (var t = 0u; t < count; t++) {
let a0 = left_slice[t * 16u + 0u + ty];
let b0 = right_slice[t * 4u + 0u + tx];
c0_0 = fma(vec4f(a0.x), b0, c0_0);
c1_0 = fma(vec4f(a0.y), b0, c1_0);
c2_0 = fma(vec4f(a0.z), b0, c2_0);
c3_0 = fma(vec4f(a0.w), b0, c3_0);
}
workgroupBarrier();
}
{
let m = m0 + 0u + 4u * ty + 0u;
let n = n0 + 0u + 4u * tx;
if (m < 72u && n < 8u) {
var largest = c0_0;
var code = vec4u(0u);
code = select(code, vec4u(1u), c1_0 > largest); largest = select(largest, c1_0, c1_0 > largest);
code = select(code, vec4u(2u), c2_0 > largest); largest = select(largest, c2_0, c2_0 > largest);
code = select(code, vec4u(3u), c3_0 > largest); largest = select(largest, c3_0, c3_0 > largest);
code |= select(vec4u(0u), vec4u(4u), largest > vec4f(0.0));

argmax[m / 4u * 2u + n / 4u] = code.x | (code.y << 8u) | (code.z << 16u) | (code.w << 24u);
y[((m / 4u) * 8u + n) / 4u] = activate(largest);
}
}
}
