// average-pool-gradient 2×6×6×3, 3×3/2
// workgroups 2 × 1 × 1, 216 FLOP
@group(0) @binding(0) var<storage, read> dY: array<f32, 24>;
@group(0) @binding(1) var<storage, read_write> dX: array<f32, 216>;

@compute @workgroup_size(16)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 16u + local;
if (index >= 27u) { return; }

for (var i = index * 8u; i < (index + 1u) * 8u; i++) {
let c = i % 3u;
let x_ = i / 3u % 6u;
let y_ = i / 18u % 6u;
let b = i / 108u;
var sum = 0.0;
for (var oy = select(0u, (y_ - 2u + 1u) / 2u, y_ >= 3u); oy < min(y_ / 2u + 1u, 2u); oy++) {
for (var ox = select(0u, (x_ - 2u + 1u) / 2u, x_ >= 3u); ox < min(x_ / 2u + 1u, 2u); ox++) {
let within = (y_ - oy * 2u) * 3u + x_ - ox * 2u;
let out = ((b * 2u + oy) * 2u + ox) * 3u + c;
sum += dY[out];
}
}
dX[i] = sum / 9.0;
}
}
