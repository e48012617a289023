// global-average-pool-gradient 2×9×8
// workgroups 2 × 1 × 1, 0 FLOP
@group(0) @binding(0) var<storage, read> dY: array<f32, 16>;
@group(0) @binding(1) var<storage, read_write> dX: array<f32, 144>;

@compute @workgroup_size(16)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 16u + local;
if (index >= 18u) { return; }

for (var i = index * 8u; i < (index + 1u) * 8u; i++) {
dX[i] = dY[i / 72u * 8u + i % 8u] / 9.0;
}
}
