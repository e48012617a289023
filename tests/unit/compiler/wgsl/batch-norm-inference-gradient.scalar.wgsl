// batch-norm-inference-gradient 300×8
// workgroups 10 × 1 × 1, 2400 FLOP
@group(0) @binding(0) var<storage, read> dY: array<f32, 2400>;
@group(0) @binding(1) var<storage, read> gamma: array<f32, 8>;
@group(0) @binding(2) var<storage, read> runningVariance: array<f32, 8>;
@group(0) @binding(3) var<storage, read_write> dX: array<f32, 2400>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;
if (index >= 600u) { return; }
let c = index % 8u;
let row_split = index / 8u % 75u;
let block = index / 600u;
let scale = gamma[c] / sqrt(runningVariance[c] + 0.000009999999747378752f);
for (var row = row_split; row < 300u; row += 75u) {
let i = (block * 300u + row) * 8u + c;
dX[i] = scale * dY[i];
}

}
