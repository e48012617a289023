// dropout 24, 0.25
// workgroups 1 × 1 × 1, 24 FLOP
@group(0) @binding(0) var<storage, read> x: array<f32, 24>;
@group(0) @binding(1) var<storage, read_write> y: array<f32, 24>;
@group(0) @binding(2) var<storage, read> stepCounter: array<u32, 4>;
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
@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;
if (index >= 6u) { return; }
let step = stepCounter[0];
let seed = stepCounter[2];
let i = index;
let words = philox(vec4u(i, step, 0u, 0u), vec2u(seed, 1u));
y[4u * i + 0u] = select(0.0, x[4u * i + 0u] * 1.3333333730697632f, words[0] >= 1073741824u);
y[4u * i + 1u] = select(0.0, x[4u * i + 1u] * 1.3333333730697632f, words[1] >= 1073741824u);
y[4u * i + 2u] = select(0.0, x[4u * i + 2u] * 1.3333333730697632f, words[2] >= 1073741824u);
y[4u * i + 3u] = select(0.0, x[4u * i + 3u] * 1.3333333730697632f, words[3] >= 1073741824u);
}
