// max-pool 2×6×6×3, 3×3/2
// workgroups 1 × 1 × 1, 0 FLOP
@group(0) @binding(0) var<storage, read> x: array<f32, 216>;
@group(0) @binding(1) var<storage, read_write> y: array<f32, 24>;
@group(0) @binding(2) var<storage, read_write> argmax: array<u32, 24>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;
if (index >= 24u) { return; }

let i = index;
let c = i % 3u;
let x_ = i / 3u % 2u;
let y_ = i / 6u % 2u;
let b = i / 12u;
let corner = ((b * 6u + y_ * 2u) * 6u + x_ * 2u) * 3u + c;
var largest = x[corner];
var at = 0u;
for (var p = 1u; p < 9u; p++) {
let value = x[corner + (p / 3u * 6u + p % 3u) * 3u];
if (value > largest) { largest = value; at = p; }
}
y[i] = largest;
argmax[i] = at;
}
