// group-norm-gradient 2×144×16, sums
// workgroups 3 × 1 × 1, 23040 FLOP
@group(0) @binding(0) var<storage, read> x: array<f32, 4608>;
@group(0) @binding(1) var<storage, read> dY: array<f32, 4608>;
@group(0) @binding(2) var<storage, read> statistics: array<f32, 16>;
@group(0) @binding(3) var<storage, read_write> partials: array<f32, 320>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;
if (index >= 160u) { return; }
let c = index % 16u;
let row_split = index / 16u % 5u;
let block = index / 80u;
let group_at = block * 4u + c / 4u;
let mean = statistics[group_at];
let invStd = statistics[8u + group_at];
var plain = f32(0.0);
var weighted = f32(0.0);
for (var row = row_split; row < 144u; row += 5u) {
let i = (block * 144u + row) * 16u + c;
let gradient = dY[i];
plain += gradient;
weighted = fma(gradient, (x[i] - mean) * invStd, weighted);
}
partials[index] = plain;
partials[160u + index] = weighted;
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
// workgroups 18 × 1 × 1, 32256 FLOP
@group(0) @binding(0) var<storage, read> x: array<f32, 4608>;
@group(0) @binding(1) var<storage, read> dY: array<f32, 4608>;
@group(0) @binding(2) var<storage, read> gamma: array<f32, 16>;
@group(0) @binding(3) var<storage, read> statistics: array<f32, 16>;
@group(0) @binding(4) var<storage, read> groupSums: array<f32, 16>;
@group(0) @binding(5) var<storage, read_write> dX: array<f32, 4608>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;

let c = index % 16u;
let row_split = index / 16u % 36u;
let block = index / 576u;
let group_at = block * 4u + c / 4u;
let mean = statistics[group_at];
let invStd = statistics[8u + group_at];
let weight = gamma[c];
let plain = f32(groupSums[group_at] / 576.0);
let weighted = f32(groupSums[8u + group_at] / 576.0);
for (var row = row_split; row < 144u; row += 36u) {
let i = (block * 144u + row) * 16u + c;
dX[i] = invStd * (weight * dY[i] - fma((x[i] - mean) * invStd, weighted, plain));
}

}
