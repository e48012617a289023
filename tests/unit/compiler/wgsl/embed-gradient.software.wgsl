// embed-gradient 2×5×8, class token
// workgroups 1 × 1 × 1, 80 FLOP
@group(0) @binding(0) var<storage, read> dY: array<f32, 80>;
@group(0) @binding(1) var<storage, read_write> dPositions: array<f32, 40>;
@group(0) @binding(2) var<storage, read_write> dToken: array<f32, 8>;

@compute @workgroup_size(16)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 16u + local;
if (index >= 5u) { return; }

for (var i = index * 8u; i < (index + 1u) * 8u; i++) {
var sum = 0.0;
for (var b = 0u; b < 2u; b++) { sum += dY[b * 40u + i]; }
dPositions[i] = sum;
if (i < 8u) { dToken[i] = sum; }
}
}
