// gather 4×6×6×3, augmented
// workgroups 2 × 1 × 1, 0 FLOP
@group(0) @binding(0) var<storage, read> images: array<u32, 540>;
@group(0) @binding(1) var<storage, read> labels: array<u32, 5>;
@group(0) @binding(2) var<storage, read> indices: array<u32, 32>;
@group(0) @binding(3) var<storage, read> table: array<f32, 768>;
@group(0) @binding(4) var<storage, read_write> x: array<vec4f, 108>;
@group(0) @binding(5) var<storage, read_write> y: array<u32, 4>;
@group(0) @binding(6) var<storage, read_write> stepCounter: array<u32, 4>;
fn multiply_high(x: u32, y: u32) -> u32 {
let x0 = x & 0xffffu;
let y0 = y & 0xffffu;
let x1 = x >> 16u;
let y1 = y >> 16u;
let low = x1 * y0 + ((x0 * y0) >> 16u);
let middle = x0 * y1 + (low & 0xffffu);
return x1 * y1 + (low >> 16u) + (middle >> 16u);
}
fn philox(counter: vec4u, key: vec2u) -> vec4u {
var word = counter;
var k = key;
for (var round = 0u; round < 10u; round++) {
let high0 = multiply_high(3528531795u, word.x);
let high1 = multiply_high(3449720151u, word.z);
word = vec4u(high1 ^ word.y ^ k.x, 3449720151u * word.z, high0 ^ word.w ^ k.y, 3528531795u * word.x);
k += vec2u(2654435769u, 3144134277u);
}
return word;
}
@compute @workgroup_size(4)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 4u + local;

let b = index / 2u;
let part = index % 2u;
let step = stepCounter[1];
if (index == 0u) { stepCounter[0] = stepCounter[1]; }
let picked = indices[step % 8u * 4u + b];
if (part == 0u) { y[b] = extractBits(labels[picked / 4u], picked % 4u * 8u, 8u); }
let draw = philox(vec4u(b, step, 0u, 0u), vec2u(stepCounter[2], 4294967295u));
let mirrored = draw.x >> 31u == 1u;
let down = i32(multiply_high(draw.y, 5u)) - 2;
let right = i32(multiply_high(draw.z, 5u)) - 2;
for (var vec4_index = part * 16u; vec4_index < min((part + 1u) * 16u, 27u); vec4_index++) {
let e0 = min(4u * vec4_index + 0u, 107u);
let c0 = e0 % 3u;
let column0 = e0 / 3u % 6u;
let row0 = i32(e0 / 18u) - down;
let source0 = i32(select(column0, 5u - column0, mirrored)) - right;
let inside0 = row0 >= 0 && row0 < 6 && source0 >= 0 && source0 < 6;
let at0 = picked * 108u + select(0u, u32(row0 * 6 + source0) * 3u + c0, inside0);
let v0 = select(table[c0 * 256u + 0u], table[c0 * 256u + extractBits(images[at0 / 4u], at0 % 4u * 8u, 8u)], inside0);
let e1 = min(4u * vec4_index + 1u, 107u);
let c1 = e1 % 3u;
let column1 = e1 / 3u % 6u;
let row1 = i32(e1 / 18u) - down;
let source1 = i32(select(column1, 5u - column1, mirrored)) - right;
let inside1 = row1 >= 0 && row1 < 6 && source1 >= 0 && source1 < 6;
let at1 = picked * 108u + select(0u, u32(row1 * 6 + source1) * 3u + c1, inside1);
let v1 = select(table[c1 * 256u + 0u], table[c1 * 256u + extractBits(images[at1 / 4u], at1 % 4u * 8u, 8u)], inside1);
let e2 = min(4u * vec4_index + 2u, 107u);
let c2 = e2 % 3u;
let column2 = e2 / 3u % 6u;
let row2 = i32(e2 / 18u) - down;
let source2 = i32(select(column2, 5u - column2, mirrored)) - right;
let inside2 = row2 >= 0 && row2 < 6 && source2 >= 0 && source2 < 6;
let at2 = picked * 108u + select(0u, u32(row2 * 6 + source2) * 3u + c2, inside2);
let v2 = select(table[c2 * 256u + 0u], table[c2 * 256u + extractBits(images[at2 / 4u], at2 % 4u * 8u, 8u)], inside2);
let e3 = min(4u * vec4_index + 3u, 107u);
let c3 = e3 % 3u;
let column3 = e3 / 3u % 6u;
let row3 = i32(e3 / 18u) - down;
let source3 = i32(select(column3, 5u - column3, mirrored)) - right;
let inside3 = row3 >= 0 && row3 < 6 && source3 >= 0 && source3 < 6;
let at3 = picked * 108u + select(0u, u32(row3 * 6 + source3) * 3u + c3, inside3);
let v3 = select(table[c3 * 256u + 0u], table[c3 * 256u + extractBits(images[at3 / 4u], at3 % 4u * 8u, 8u)], inside3);
x[b * 27u + vec4_index] = vec4f(v0, v1, v2, v3);
}
}
