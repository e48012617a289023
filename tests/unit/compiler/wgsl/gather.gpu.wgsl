// gather 4×6×6×3
// workgroups 2 × 1 × 1, 0 FLOP
@group(0) @binding(0) var<storage, read> images: array<u32, 540>;
@group(0) @binding(1) var<storage, read> labels: array<u32, 5>;
@group(0) @binding(2) var<storage, read> indices: array<u32, 32>;
@group(0) @binding(3) var<storage, read> table: array<f32, 768>;
@group(0) @binding(4) var<storage, read_write> x: array<vec4f, 108>;
@group(0) @binding(5) var<storage, read_write> y: array<u32, 4>;
@group(0) @binding(6) var<storage, read_write> stepCounter: array<u32, 4>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;
if (index >= 108u) { return; }
let b = index / 27u;
let part = index % 27u;
let step = stepCounter[1];
if (index == 0u) { stepCounter[0] = stepCounter[1]; }
let picked = indices[step % 8u * 4u + b];
if (part == 0u) { y[b] = extractBits(labels[picked / 4u], picked % 4u * 8u, 8u); }

for (var vec4_index = part * 1u; vec4_index < min((part + 1u) * 1u, 27u); vec4_index++) {
let word = images[picked * 27u + vec4_index];
let v0 = table[((4u * vec4_index + 0u) % 3u) * 256u + extractBits(word, 0u, 8u)];
let v1 = table[((4u * vec4_index + 1u) % 3u) * 256u + extractBits(word, 8u, 8u)];
let v2 = table[((4u * vec4_index + 2u) % 3u) * 256u + extractBits(word, 16u, 8u)];
let v3 = table[((4u * vec4_index + 3u) % 3u) * 256u + extractBits(word, 24u, 8u)];
x[b * 27u + vec4_index] = vec4f(v0, v1, v2, v3);
}
}
