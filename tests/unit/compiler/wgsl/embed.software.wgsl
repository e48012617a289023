// embed 2×5×8, class token
// workgroups 1 × 1 × 1, 80 FLOP
@group(0) @binding(0) var<storage, read> x: array<f32, 64>;
@group(0) @binding(1) var<storage, read> positions: array<f32, 40>;
@group(0) @binding(2) var<storage, read> token: array<f32, 8>;
@group(0) @binding(3) var<storage, read_write> y: array<f32, 80>;

@compute @workgroup_size(16)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 16u + local;
if (index >= 10u) { return; }

for (var i = index * 8u; i < (index + 1u) * 8u; i++) {
let within = i % 40u;
let b = i / 40u;
y[i] = select(x[max(i - b * 8u, 8u) - 8u], token[within % 8u], within < 8u) + positions[within];
}
}
