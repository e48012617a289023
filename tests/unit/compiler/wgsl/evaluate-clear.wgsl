// evaluate-clear 104
// workgroups 2 × 1 × 1, 0 FLOP
@group(0) @binding(0) var<storage, read_write> result: array<u32, 104>;
@group(0) @binding(1) var<storage, read_write> stepCounter: array<u32, 4>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;
if (index >= 104u) { return; }
if (index < 104u) { result[index] = 0u; }
if (index < 2u) { stepCounter[index] = 0u; }
}
