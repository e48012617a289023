// batch-norm 1×300×8, moments
// workgroups 1 × 1 × 1, 9600 FLOP
@group(0) @binding(0) var<storage, read> x: array<vec4f, 600>;
@group(0) @binding(1) var<storage, read_write> partials: array<vec4f, 40>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;
if (index >= 20u) { return; }
let c = index % 2u;
let row_split = index / 2u % 10u;
let block = index / 20u;
let first = x[(block * 300u + row_split) * 2u + c];
var mean = vec4f(0.0);
var squares = vec4f(0.0);
for (var row = row_split; row < 300u; row += 10u) {
let i = (block * 300u + row) * 2u + c;
mean += x[i] - first;
}
mean = first + mean / f32((299u - row_split) / 10u + 1u);
for (var row = row_split; row < 300u; row += 10u) {
let i = (block * 300u + row) * 2u + c;
let deviation = x[i] - mean;
squares = fma(deviation, deviation, squares);
}
partials[index] = mean;
partials[20u + index] = squares;
}

// batch-norm 300×8, statistics
// workgroups 1 × 1 × 1, 480 FLOP
@group(0) @binding(0) var<storage, read> partials: array<f32, 160>;
@group(0) @binding(1) var<storage, read_write> statistics: array<f32, 16>;
@group(0) @binding(2) var<storage, read_write> runningMean: array<f32, 8>;
@group(0) @binding(3) var<storage, read_write> runningVariance: array<f32, 8>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;
if (index >= 8u) { return; }
let c = index;
let pivot = partials[c];
var mean = 0.0;
for (var s = 1u; s < 10u; s++) {
let count = f32((299u - s) / 10u + 1u);
mean = fma(partials[s * 8u + c] - pivot, count / 300.0, mean);
}
mean += pivot;
var squares = 0.0;
for (var s = 0u; s < 10u; s++) {
let count = f32((299u - s) / 10u + 1u);
let shift = partials[s * 8u + c] - mean;
squares += fma(count * shift, shift, partials[(10u + s) * 8u + c]);
}
statistics[c] = mean;
statistics[8u + c] = 1.0 / sqrt(squares / 300.0 + 0.000009999999747378752f);
runningMean[c] = 0.8999999761581421f * runningMean[c] + 0.10000000149011612f * (mean);
runningVariance[c] = 0.8999999761581421f * runningVariance[c] + 0.10000000149011612f * (squares / 299.0);
}

// batch-norm 300×8, normalize
// workgroups 3 × 1 × 1, 7200 FLOP
@group(0) @binding(0) var<storage, read> x: array<vec4f, 600>;
@group(0) @binding(1) var<storage, read> gamma: array<vec4f, 2>;
@group(0) @binding(2) var<storage, read> beta: array<vec4f, 2>;
@group(0) @binding(3) var<storage, read> statistics: array<vec4f, 4>;
@group(0) @binding(4) var<storage, read_write> y: array<vec4f, 600>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;
if (index >= 150u) { return; }
let c = index % 2u;
let row_split = index / 2u % 75u;
let block = index / 150u;
let mean = statistics[c];
let scale = gamma[c] * statistics[2u + c];
let shift = beta[c];
for (var row = row_split; row < 300u; row += 75u) {
let i = (block * 300u + row) * 2u + c;
y[i] = fma(x[i] - mean, scale, shift);
}

}
