// batch-norm-gradient 1×300×8, sums
// workgroups 1 × 1 × 1, 12000 FLOP
@group(0) @binding(0) var<storage, read> x: array<vec4f, 600>;
@group(0) @binding(1) var<storage, read> dY: array<vec4f, 600>;
@group(0) @binding(2) var<storage, read> statistics: array<vec4f, 4>;
@group(0) @binding(3) var<storage, read_write> partials: array<vec4f, 40>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;
if (index >= 20u) { return; }
let c = index % 2u;
let row_split = index / 2u % 10u;
let block = index / 20u;
let mean = statistics[c];
let invStd = statistics[2u + c];
var plain = vec4f(0.0);
var weighted = vec4f(0.0);
for (var row = row_split; row < 300u; row += 10u) {
let i = (block * 300u + row) * 2u + c;
let gradient = dY[i];
plain += gradient;
weighted = fma(gradient, (x[i] - mean) * invStd, weighted);
}
partials[index] = plain;
partials[20u + index] = weighted;
}

// batch-norm-gradient 300×8, parameters
// workgroups 1 × 1 × 1, 160 FLOP
@group(0) @binding(0) var<storage, read> partials: array<f32, 160>;
@group(0) @binding(1) var<storage, read_write> dGamma: array<f32, 8>;
@group(0) @binding(2) var<storage, read_write> dBeta: array<f32, 8>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;
if (index >= 8u) { return; }
var plain = 0.0;
var weighted = 0.0;
for (var s = 0u; s < 10u; s++) {
plain += partials[s * 8u + index];
weighted += partials[(10u + s) * 8u + index];
}
dBeta[index] = plain;
dGamma[index] = weighted;
}

// batch-norm-gradient 300×8, input
// workgroups 3 × 1 × 1, 14400 FLOP
@group(0) @binding(0) var<storage, read> x: array<vec4f, 600>;
@group(0) @binding(1) var<storage, read> dY: array<vec4f, 600>;
@group(0) @binding(2) var<storage, read> gamma: array<vec4f, 2>;
@group(0) @binding(3) var<storage, read> statistics: array<vec4f, 4>;
@group(0) @binding(4) var<storage, read> dGamma: array<vec4f, 2>;
@group(0) @binding(5) var<storage, read> dBeta: array<vec4f, 2>;
@group(0) @binding(6) var<storage, read_write> dX: array<vec4f, 600>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;
if (index >= 150u) { return; }
let c = index % 2u;
let row_split = index / 2u % 75u;
let block = index / 150u;
let mean = statistics[c];
let invStd = statistics[2u + c];
let scale = gamma[c] * invStd;
let plain = dBeta[c] / 300.0;
let weighted = dGamma[c] / 300.0;
for (var row = row_split; row < 300u; row += 75u) {
let i = (block * 300u + row) * 2u + c;
dX[i] = scale * (dY[i] - fma((x[i] - mean) * invStd, weighted, plain));
}

}
