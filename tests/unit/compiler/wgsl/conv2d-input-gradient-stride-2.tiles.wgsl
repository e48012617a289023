// conv2d-input-gradient 2×6×6×4 → 8, 3×2/2 same
// workgroups 4 × 1 × 1, 6912 FLOP
@group(0) @binding(0) var<storage, read> dPreActivation: array<vec4f, 36>;
@group(0) @binding(1) var<storage, read> w: array<vec4f, 48>;
@group(0) @binding(2) var<storage, read_write> dX: array<vec4f, 72>;
fn gradient_at(i: i32) -> vec4f { return dPreActivation[i]; }
fn gradient(n: u32, row: u32, column: u32, c: u32) -> vec4f { return gradient_at(i32(((n * 3u + row) * 3u + column) * 2u + c)); }
fn position(edge: u32, split: u32) -> vec3u {
let inner = vec2u(edge / 3u % 3u, edge % 3u) * 2u + vec2u(split / 2u, split % 2u);
return vec3u(edge / 9u, inner);
}
fn first_tap(split: u32) -> vec2u {
return (vec2u(split / 2u, split % 2u) + vec2u(0u, 0u)) % 2u;
}
fn taps_of(split: u32) -> vec2u {
return (vec2u(4u, 3u) - first_tap(split)) / 2u;
}
fn left_place(edge: u32, split: u32) -> vec4u {
let at = position(edge, split);
let last = (at.yz + vec2u(0u, 0u)) / 2u;
return vec4u(at.x, last, taps_of(split).y);
}
fn left_value(place: vec4u, outer: u32, tap: u32) -> vec4f {
let row = place.y - tap / place.w;
let column = place.z - tap % place.w;
if (place.x >= 2u || row >= 3u || column >= 3u) { return vec4f(0.0); }
return gradient(place.x, row, column, outer / 4u);
}
fn right_place(edge: u32, split: u32) -> vec4u {
return vec4u(edge, first_tap(split), taps_of(split).y);
}
fn right_value(place: vec4u, outer: u32, tap: u32) -> vec4f {
if (place.x >= 4u) { return vec4f(0.0); }
let own = (place.y + tap / place.w * 2u) * 2u + place.z + tap % place.w * 2u;
return w[(own * 4u + place.x) * 2u + outer / 4u];
}
var<workgroup> left_slice: array<vec4f, 256>;
var<workgroup> right_slice: array<vec4f, 64>;
@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let block = group.x + group.y * 4u;
if (block >= 4u) { return; }
let n0 = block % 1u * 16u;
let m0 = block / 1u % 1u * 64u;
let split = block / 1u;
let tx = local % 4u;
let ty = local / 4u;
let taps = taps_of(split).x * taps_of(split).y;
let begin = 0u;
let end = 8u * taps;
let most = 8u * taps;
let left_vec4 = local % 16u;
let left_at0 = left_place(m0 + 4u * left_vec4 + 0u, split);
let left_at1 = left_place(m0 + 4u * left_vec4 + 1u, split);
let left_at2 = left_place(m0 + 4u * left_vec4 + 2u, split);
let left_at3 = left_place(m0 + 4u * left_vec4 + 3u, split);
let right_vec4 = local % 4u;
let right_at0 = right_place(n0 + 4u * right_vec4 + 0u, split);
let right_at1 = right_place(n0 + 4u * right_vec4 + 1u, split);
let right_at2 = right_place(n0 + 4u * right_vec4 + 2u, split);
let right_at3 = right_place(n0 + 4u * right_vec4 + 3u, split);
let start0 = vec4f(0.0);
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
for (var s = local / 4u; s < count / 4u; s += 16u) {
let outer = s / taps * 4u;
let tap = s % taps;
let v0 = right_value(right_at0, first / taps + outer, tap);
let v1 = right_value(right_at1, first / taps + outer, tap);
let v2 = right_value(right_at2, first / taps + outer, tap);
let v3 = right_value(right_at3, first / taps + outer, tap);
right_slice[((outer + 0u) * taps + tap) * 4u + right_vec4] = vec4f(v0.x, v1.x, v2.x, v3.x);
right_slice[((outer + 1u) * taps + tap) * 4u + right_vec4] = vec4f(v0.y, v1.y, v2.y, v3.y);
right_slice[((outer + 2u) * taps + tap) * 4u + right_vec4] = vec4f(v0.z, v1.z, v2.z, v3.z);
right_slice[((outer + 3u) * taps + tap) * 4u + right_vec4] = vec4f(v0.w, v1.w, v2.w, v3.w);
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
if (n < 4u) {
if (m + 0u < 18u) { let row = m + 0u; let at = position(row, split); if (at.y < 6u && at.z < 6u) { let place = (at.x * 6u + at.y) * 6u + at.z; dX[(place * 4u + n) / 4u] = c0_0; } }
if (m + 1u < 18u) { let row = m + 1u; let at = position(row, split); if (at.y < 6u && at.z < 6u) { let place = (at.x * 6u + at.y) * 6u + at.z; dX[(place * 4u + n) / 4u] = c1_0; } }
if (m + 2u < 18u) { let row = m + 2u; let at = position(row, split); if (at.y < 6u && at.z < 6u) { let place = (at.x * 6u + at.y) * 6u + at.z; dX[(place * 4u + n) / 4u] = c2_0; } }
if (m + 3u < 18u) { let row = m + 3u; let at = position(row, split); if (at.y < 6u && at.z < 6u) { let place = (at.x * 6u + at.y) * 6u + at.z; dX[(place * 4u + n) / 4u] = c3_0; } }
}
}
}
