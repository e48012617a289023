// global-average-pool-gradient 2×9×8
// workgroups 3 × 1 × 1, 0 FLOP
@group(0) @binding(0) var<storage, read> dY: array<f32, 16>;
@group(0) @binding(1) var<storage, read_write> dX: array<f32, 144>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;
if (index >= 144u) { return; }

let i = index;
dX[i] = dY[i / 72u * 8u + i % 8u] / 9.0;
}
