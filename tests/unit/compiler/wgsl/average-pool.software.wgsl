// average-pool 2×6×6×3, 3×3/2
// workgroups 1 × 1 × 1, 216 FLOP
@group(0) @binding(0) var<storage, read> x: array<f32, 216>;
@group(0) @binding(1) var<storage, read_write> y: array<f32, 24>;

@compute @workgroup_size(16)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 16u + local;
if (index >= 3u) { return; }

for (var i = index * 8u; i < (index + 1u) * 8u; i++) {
let c = i % 3u;
let x_ = i / 3u % 2u;
let y_ = i / 6u % 2u;
let b = i / 12u;
let corner = ((b * 6u + y_ * 2u) * 6u + x_ * 2u) * 3u + c;
var sum = 0.0;
for (var p = 0u; p < 9u; p++) {
sum += x[corner + (p / 3u * 6u + p % 3u) * 3u];
}
y[i] = sum / 9.0;
}
}
