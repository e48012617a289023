// batch-norm-inference 300×8
// workgroups 10 × 1 × 1, 7200 FLOP
@group(0) @binding(0) var<storage, read> x: array<f32, 2400>;
@group(0) @binding(1) var<storage, read> gamma: array<f32, 8>;
@group(0) @binding(2) var<storage, read> beta: array<f32, 8>;
@group(0) @binding(3) var<storage, read> runningMean: array<f32, 8>;
@group(0) @binding(4) var<storage, read> runningVariance: array<f32, 8>;
@group(0) @binding(5) var<storage, read_write> y: array<f32, 2400>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;
if (index >= 600u) { return; }
let c = index % 8u;
let row_split = index / 8u % 75u;
let block = index / 600u;
let mean = runningMean[c];
let scale = gamma[c] / sqrt(runningVariance[c] + 0.000009999999747378752f);
let shift = beta[c];
for (var row = row_split; row < 300u; row += 75u) {
let i = (block * 300u + row) * 8u + c;
y[i] = fma(x[i] - mean, scale, shift);
}

}
