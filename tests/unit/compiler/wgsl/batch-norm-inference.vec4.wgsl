// batch-norm-inference 300×8
// workgroups 3 × 1 × 1, 7200 FLOP
@group(0) @binding(0) var<storage, read> x: array<vec4f, 600>;
@group(0) @binding(1) var<storage, read> gamma: array<vec4f, 2>;
@group(0) @binding(2) var<storage, read> beta: array<vec4f, 2>;
@group(0) @binding(3) var<storage, read> runningMean: array<vec4f, 2>;
@group(0) @binding(4) var<storage, read> runningVariance: array<vec4f, 2>;
@group(0) @binding(5) var<storage, read_write> y: array<vec4f, 600>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;
if (index >= 150u) { return; }
let c = index % 2u;
let row_split = index / 2u % 75u;
let block = index / 150u;
let mean = runningMean[c];
let scale = gamma[c] / sqrt(runningVariance[c] + 0.000009999999747378752f);
let shift = beta[c];
for (var row = row_split; row < 300u; row += 75u) {
let i = (block * 300u + row) * 2u + c;
y[i] = fma(x[i] - mean, scale, shift);
}

}
