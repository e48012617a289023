// conv2d-input-gradient 2×6×6×4 → 8, 3×2/2 same
// workgroups 1 × 1 × 1, 6912 FLOP
@group(0) @binding(0) var<storage, read> dPreActivation: array<f32, 144>;
@group(0) @binding(1) var<storage, read> w: array<vec4f, 48>;
@group(0) @binding(2) var<storage, read_write> dX: array<vec4f, 72>;
fn materialize(v: f32) -> f32 { return fma(v, 1.0, 0.0); }
fn gradient_at(i: i32) -> f32 { return dPreActivation[i]; }
@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;
if (index >= 18u) { return; }
let first_tile = i32(index) % 18;
let c0 = i32(index) / 18 * 4;
var x_values: array<f32, 2>;
var weights: array<vec4f, 24>;

var sums: array<vec4f, 4>;
let tile = first_tile;
let n = tile / 9;
let tile_row = tile / 3 % 3;
let tile_column = tile % 3;
let row = tile_row * 2;
let column = tile_column * 2;
let x_row = tile_row * 1 + -1;
let x_column0 = clamp(tile_column * 1 + 0, 0, 2); let x_inside0 = (tile_column * 1 + 0 >= 0) & (tile_column * 1 + 0 < 3);
var a0_0 = 0.0; var a0_1 = 0.0; var a0_2 = 0.0; var a0_3 = 0.0;
var a1_0 = 0.0; var a1_1 = 0.0; var a1_2 = 0.0; var a1_3 = 0.0;
var a2_0 = 0.0; var a2_1 = 0.0; var a2_2 = 0.0; var a2_3 = 0.0;
var a3_0 = 0.0; var a3_1 = 0.0; var a3_2 = 0.0; var a3_3 = 0.0;
for (var vec4_index = 0; vec4_index < 2; vec4_index++) {

for (var i = 0; i < 6; i++) {
let at = (i * 4 + c0) * 2 + vec4_index;
weights[i * 4 + 0] = w[at + 0];
weights[i * 4 + 1] = w[at + 2];
weights[i * 4 + 2] = w[at + 4];
weights[i * 4 + 3] = w[at + 6];
}
for (var j = 0; j < 4; j++) {
let r = vec4_index * 4 + j;

for (var i = 0; i < 2; i++) {
let row = (n * 3 + clamp(x_row + i, 0, 2)) * 24;
let row_inside = (x_row + i >= 0) & (x_row + i < 3);
x_values[i * 1 + 0] = select(0.0, gradient_at(row + x_column0 * 8 + r + 0), row_inside & x_inside0);
}
let x0_0_0 = x_values[0];
let x1_0_0 = x_values[1];
let w0_0_0_vec4 = weights[0]; let w0_0_0 = materialize(w0_0_0_vec4[j]);
let w0_0_1_vec4 = weights[1]; let w0_0_1 = materialize(w0_0_1_vec4[j]);
let w0_0_2_vec4 = weights[2]; let w0_0_2 = materialize(w0_0_2_vec4[j]);
let w0_0_3_vec4 = weights[3]; let w0_0_3 = materialize(w0_0_3_vec4[j]);
let w1_0_0_vec4 = weights[4]; let w1_0_0 = materialize(w1_0_0_vec4[j]);
let w1_0_1_vec4 = weights[5]; let w1_0_1 = materialize(w1_0_1_vec4[j]);
let w1_0_2_vec4 = weights[6]; let w1_0_2 = materialize(w1_0_2_vec4[j]);
let w1_0_3_vec4 = weights[7]; let w1_0_3 = materialize(w1_0_3_vec4[j]);
let w2_0_0_vec4 = weights[8]; let w2_0_0 = materialize(w2_0_0_vec4[j]);
let w2_0_1_vec4 = weights[9]; let w2_0_1 = materialize(w2_0_1_vec4[j]);
let w2_0_2_vec4 = weights[10]; let w2_0_2 = materialize(w2_0_2_vec4[j]);
let w2_0_3_vec4 = weights[11]; let w2_0_3 = materialize(w2_0_3_vec4[j]);
let w3_0_0_vec4 = weights[12]; let w3_0_0 = materialize(w3_0_0_vec4[j]);
let w3_0_1_vec4 = weights[13]; let w3_0_1 = materialize(w3_0_1_vec4[j]);
let w3_0_2_vec4 = weights[14]; let w3_0_2 = materialize(w3_0_2_vec4[j]);
let w3_0_3_vec4 = weights[15]; let w3_0_3 = materialize(w3_0_3_vec4[j]);
let w4_0_0_vec4 = weights[16]; let w4_0_0 = materialize(w4_0_0_vec4[j]);
let w4_0_1_vec4 = weights[17]; let w4_0_1 = materialize(w4_0_1_vec4[j]);
let w4_0_2_vec4 = weights[18]; let w4_0_2 = materialize(w4_0_2_vec4[j]);
let w4_0_3_vec4 = weights[19]; let w4_0_3 = materialize(w4_0_3_vec4[j]);
let w5_0_0_vec4 = weights[20]; let w5_0_0 = materialize(w5_0_0_vec4[j]);
let w5_0_1_vec4 = weights[21]; let w5_0_1 = materialize(w5_0_1_vec4[j]);
let w5_0_2_vec4 = weights[22]; let w5_0_2 = materialize(w5_0_2_vec4[j]);
let w5_0_3_vec4 = weights[23]; let w5_0_3 = materialize(w5_0_3_vec4[j]);
a0_0 = fma(x0_0_0, w4_0_0, fma(x1_0_0, w0_0_0, a0_0)); a0_1 = fma(x0_0_0, w4_0_1, fma(x1_0_0, w0_0_1, a0_1)); a0_2 = fma(x0_0_0, w4_0_2, fma(x1_0_0, w0_0_2, a0_2)); a0_3 = fma(x0_0_0, w4_0_3, fma(x1_0_0, w0_0_3, a0_3));
a1_0 = fma(x0_0_0, w5_0_0, fma(x1_0_0, w1_0_0, a1_0)); a1_1 = fma(x0_0_0, w5_0_1, fma(x1_0_0, w1_0_1, a1_1)); a1_2 = fma(x0_0_0, w5_0_2, fma(x1_0_0, w1_0_2, a1_2)); a1_3 = fma(x0_0_0, w5_0_3, fma(x1_0_0, w1_0_3, a1_3));
a2_0 = fma(x1_0_0, w2_0_0, a2_0); a2_1 = fma(x1_0_0, w2_0_1, a2_1); a2_2 = fma(x1_0_0, w2_0_2, a2_2); a2_3 = fma(x1_0_0, w2_0_3, a2_3);
a3_0 = fma(x1_0_0, w3_0_0, a3_0); a3_1 = fma(x1_0_0, w3_0_1, a3_1); a3_2 = fma(x1_0_0, w3_0_2, a3_2); a3_3 = fma(x1_0_0, w3_0_3, a3_3);
}
}
sums[0] = vec4f(a0_0, a0_1, a0_2, a0_3);
sums[1] = vec4f(a1_0, a1_1, a1_2, a1_3);
sums[2] = vec4f(a2_0, a2_1, a2_2, a2_3);
sums[3] = vec4f(a3_0, a3_1, a3_2, a3_3);
for (var p = 0; p < 2; p++) { for (var q = 0; q < 2; q++) {
{
let at = (((n * 6 + row + p) * 6 + column + q) * 4 + c0) / 4;
let start = (p * 2 + q) * 1;
for (var c = 0; c < 1; c++) { dX[at + c] = sums[start + c]; }
}
} }
}
