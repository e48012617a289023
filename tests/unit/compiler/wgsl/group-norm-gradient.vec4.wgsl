// group-norm-gradient 2×144×16, sums
// workgroups 1 × 1 × 1, 23040 FLOP
@group(0) @binding(0) var<storage, read> x: array<vec4f, 1152>;
@group(0) @binding(1) var<storage, read> dY: array<vec4f, 1152>;
@group(0) @binding(2) var<storage, read> statistics: array<f32, 16>;
@group(0) @binding(3) var<storage, read_write> partials: array<vec4f, 80>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;
if (index >= 40u) { return; }
let c = index % 4u;
let row_split = index / 4u % 5u;
let block = index / 20u;
let group_at = block * 4u + c / 1u;
let mean = statistics[group_at];
let invStd = statistics[8u + group_at];
var plain = vec4f(0.0);
var weighted = vec4f(0.0);
for (var row = row_split; row < 144u; row += 5u) {
let i = (block * 144u + row) * 4u + c;
let gradient = dY[i];
plain += gradient;
weighted = fma(gradient, (x[i] - mean) * invStd, weighted);
}
partials[index] = plain;
partials[40u + index] = weighted;
}

// group-norm-gradient 2×144×16, 4 groups, parameters
// workgroups 1 × 1 × 1, 640 FLOP
@group(0) @binding(0) var<storage, read> partials: array<f32, 320>;
@group(0) @binding(1) var<storage, read> gamma: array<f32, 16>;
@group(0) @binding(2) var<storage, read_write> groupSums: array<f32, 16>;
@group(0) @binding(3) var<storage, read_write> dGamma: array<f32, 16>;
@group(0) @binding(4) var<storage, read_write> dBeta: array<f32, 16>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;
if (index >= 24u) { return; }
var plain = 0.0;
var weighted = 0.0;
if (index < 8u) {
let first = index % 4u * 4u;
for (var k = first; k < first + 4u; k++) {
var inner = vec2f(0.0);
for (var s = 0u; s < 5u; s++) {
let at = (index / 4u * 5u + s) * 16u + k;
inner += vec2f(partials[at], partials[160u + at]);
}
plain = fma(gamma[k], inner.x, plain);
weighted = fma(gamma[k], inner.y, weighted);
}
groupSums[index] = plain;
groupSums[8u + index] = weighted;
return;
}
let c = index - 8u;
for (var s = 0u; s < 10u; s++) {
plain += partials[s * 16u + c];
weighted += partials[160u + s * 16u + c];
}
dBeta[c] = plain;
dGamma[c] = weighted;
}

// group-norm-gradient 2×144×16, 4 groups, input
// workgroups 5 × 1 × 1, 32256 FLOP
@group(0) @binding(0) var<storage, read> x: array<vec4f, 1152>;
@group(0) @binding(1) var<storage, read> dY: array<vec4f, 1152>;
@group(0) @binding(2) var<storage, read> gamma: array<vec4f, 4>;
@group(0) @binding(3) var<storage, read> statistics: array<f32, 16>;
@group(0) @binding(4) var<storage, read> groupSums: array<f32, 16>;
@group(0) @binding(5) var<storage, read_write> dX: array<vec4f, 1152>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;
if (index >= 288u) { return; }
let c = index % 4u;
let row_split = index / 4u % 36u;
let block = index / 144u;
let group_at = block * 4u + c / 1u;
let mean = statistics[group_at];
let invStd = statistics[8u + group_at];
let weight = gamma[c];
let plain = vec4f(groupSums[group_at] / 576.0);
let weighted = vec4f(groupSums[8u + group_at] / 576.0);
for (var row = row_split; row < 144u; row += 36u) {
let i = (block * 144u + row) * 4u + c;
dX[i] = invStd * (weight * dY[i] - fma((x[i] - mean) * invStd, weighted, plain));
}

}
