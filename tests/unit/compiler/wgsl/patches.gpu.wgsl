// patches 2×4×4×3, 2×2
// workgroups 2 × 1 × 1, 0 FLOP
@group(0) @binding(0) var<storage, read> x: array<f32, 96>;
@group(0) @binding(1) var<storage, read_write> y: array<f32, 96>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;
if (index >= 96u) { return; }

let i = index;
let cell = i / 12u;
let within = i % 12u;
let down = cell / 2u * 2u + within / 6u;
let along = cell % 2u * 6u + within % 6u;
let at = down * 12u + along;
y[i] = x[at];
}
