// layer-norm-gradient 70×8
// workgroups 2 × 1 × 1, 7840 FLOP
@group(0) @binding(0) var<storage, read> x: array<vec4f, 140>;
@group(0) @binding(1) var<storage, read> dY: array<vec4f, 140>;
@group(0) @binding(2) var<storage, read> gamma: array<vec4f, 2>;
@group(0) @binding(3) var<storage, read> statistics: array<f32, 140>;
@group(0) @binding(4) var<storage, read_write> dX: array<vec4f, 140>;
@group(0) @binding(5) var<storage, read_write> partials: array<vec4f, 12>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;
if (index >= 76u) { return; }
var plain = vec4f(0.0);
var weighted = vec4f(0.0);
if (index < 70u) {
let start = index * 2u;
let mean = statistics[index];
let invStd = statistics[70u + index];
for (var c = 0u; c < 2u; c++) {
let i = start + c;
let g = gamma[c] * dY[i];
plain += g;
weighted = fma(g, (x[i] - mean) * invStd, weighted);
}
let meanPlain = ((plain.x + plain.y) + (plain.z + plain.w)) / 8.0;
let meanWeighted = ((weighted.x + weighted.y) + (weighted.z + weighted.w)) / 8.0;
for (var c = 0u; c < 2u; c++) {
let i = start + c;
dX[i] = invStd * (gamma[c] * dY[i] - meanPlain - (x[i] - mean) * invStd * meanWeighted);
}
return;
}
let place = index - 70u;
for (var row = place / 2u; row < 70u; row += 3u) {
let i = row * 2u + place % 2u;
plain += dY[i];
weighted = fma(dY[i], (x[i] - statistics[row]) * statistics[70u + row], weighted);
}
partials[place] = plain;
partials[6u + place] = weighted;
}

// layer-norm-gradient 70×8, parameters
// workgroups 1 × 1 × 1, 48 FLOP
@group(0) @binding(0) var<storage, read> partials: array<vec4f, 12>;
@group(0) @binding(1) var<storage, read_write> dGamma: array<vec4f, 2>;
@group(0) @binding(2) var<storage, read_write> dBeta: array<vec4f, 2>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;
if (index >= 2u) { return; }
var plain = vec4f(0.0);
var weighted = vec4f(0.0);
for (var s = 0u; s < 3u; s++) {
plain += partials[s * 2u + index];
weighted += partials[6u + s * 2u + index];
}
dBeta[index] = plain;
dGamma[index] = weighted;
}
