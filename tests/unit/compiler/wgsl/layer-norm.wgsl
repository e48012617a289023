// layer-norm 70×8
// workgroups 2 × 1 × 1, 3920 FLOP
@group(0) @binding(0) var<storage, read> x: array<vec4f, 140>;
@group(0) @binding(1) var<storage, read> gamma: array<vec4f, 2>;
@group(0) @binding(2) var<storage, read> beta: array<vec4f, 2>;
@group(0) @binding(3) var<storage, read_write> y: array<vec4f, 140>;
@group(0) @binding(4) var<storage, read_write> statistics: array<f32, 140>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;
if (index >= 70u) { return; }
let start = index * 2u;
let first = x[start].x;
var sum = vec4f(0.0);
for (var c = 0u; c < 2u; c++) {
sum += x[start + c] - first;
}
let shift = ((sum.x + sum.y) + (sum.z + sum.w)) / 8.0;
var squares = vec4f(0.0);
for (var c = 0u; c < 2u; c++) {
let deviation = x[start + c] - first - shift;
squares = fma(deviation, deviation, squares);
}
let invStd = 1.0 / sqrt(((squares.x + squares.y) + (squares.z + squares.w)) / 8.0 + 0.000009999999747378752f);
statistics[index] = first + shift;
statistics[70u + index] = invStd;
for (var c = 0u; c < 2u; c++) {
y[start + c] = fma(x[start + c] - first - shift, gamma[c] * invStd, beta[c]);
}
}
