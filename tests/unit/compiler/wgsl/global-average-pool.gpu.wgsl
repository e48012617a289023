// global-average-pool 2×9×8
// workgroups 1 × 1 × 1, 144 FLOP
@group(0) @binding(0) var<storage, read> x: array<f32, 144>;
@group(0) @binding(1) var<storage, read_write> y: array<f32, 16>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;
if (index >= 16u) { return; }

let i = index;
let corner = i / 8u * 72u + i % 8u;
var sum = vec4f(0.0);
for (var p = 0u; p < 8u; p += 4u) {
let at = corner + p * 8u;
sum += vec4f(x[at], x[at + 8u], x[at + 16u], x[at + 24u]);
}
for (var p = 8u; p < 9u; p++) { sum.x += x[corner + p * 8u]; }
y[i] = ((sum.x + sum.y) + (sum.z + sum.w)) / 9.0;
}
