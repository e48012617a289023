// group-norm 2×144×16, moments
// workgroups 1 × 1 × 1, 18432 FLOP
@group(0) @binding(0) var<storage, read> x: array<vec4f, 1152>;
@group(0) @binding(1) var<storage, read_write> partials: array<vec4f, 80>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;
if (index >= 40u) { return; }
let c = index % 4u;
let row_split = index / 4u % 5u;
let block = index / 20u;
let first = x[(block * 144u + row_split) * 4u + c];
var mean = vec4f(0.0);
var squares = vec4f(0.0);
for (var row = row_split; row < 144u; row += 5u) {
let i = (block * 144u + row) * 4u + c;
mean += x[i] - first;
}
mean = first + mean / f32((143u - row_split) / 5u + 1u);
for (var row = row_split; row < 144u; row += 5u) {
let i = (block * 144u + row) * 4u + c;
let deviation = x[i] - mean;
squares = fma(deviation, deviation, squares);
}
partials[index] = mean;
partials[40u + index] = squares;
}

// group-norm 2×144×16, 4 groups, statistics
// workgroups 1 × 1 × 1, 960 FLOP
@group(0) @binding(0) var<storage, read> partials: array<f32, 320>;
@group(0) @binding(1) var<storage, read_write> statistics: array<f32, 16>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;
if (index >= 8u) { return; }
let block = index / 4u;
let first = index % 4u * 4u;
let pivot = partials[block * 80u + first];
var mean = 0.0;
for (var s = 0u; s < 5u; s++) {
let count = f32((143u - s) / 5u + 1u);
for (var k = 0u; k < 4u; k++) {
let at = (block * 5u + s) * 16u + first + k;
mean = fma(partials[at] - pivot, count / 576.0, mean);
}
}
mean += pivot;
var squares = 0.0;
for (var s = 0u; s < 5u; s++) {
let count = f32((143u - s) / 5u + 1u);
for (var k = 0u; k < 4u; k++) {
let at = (block * 5u + s) * 16u + first + k;
let shift = partials[at] - mean;
squares += fma(count * shift, shift, partials[160u + at]);
}
}
statistics[index] = mean;
statistics[8u + index] = 1.0 / sqrt(squares / 576.0 + 0.000009999999747378752f);
}

// group-norm 2×144×16, 4 groups, normalize
// workgroups 5 × 1 × 1, 13824 FLOP
@group(0) @binding(0) var<storage, read> x: array<vec4f, 1152>;
@group(0) @binding(1) var<storage, read> gamma: array<vec4f, 4>;
@group(0) @binding(2) var<storage, read> beta: array<vec4f, 4>;
@group(0) @binding(3) var<storage, read> statistics: array<f32, 16>;
@group(0) @binding(4) var<storage, read_write> y: array<vec4f, 1152>;

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
let scale = gamma[c] * invStd;
let shift = beta[c];
for (var row = row_split; row < 144u; row += 36u) {
let i = (block * 144u + row) * 4u + c;
y[i] = fma(x[i] - mean, scale, shift);
}

}
