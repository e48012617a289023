// conv2d-weight-gradient 2×6×6×4 → 8, 3×2 same, pooled relu
// workgroups 1 × 1 × 1, 27648 FLOP
@group(0) @binding(0) var<storage, read> x: array<f32, 288>;
@group(0) @binding(1) var<storage, read> dY: array<vec4f, 36>;
@group(0) @binding(2) var<storage, read> argmax: array<u32, 36>;
@group(0) @binding(3) var<storage, read_write> partials: array<vec4f, 50>;
fn materialize(v: f32) -> f32 { return fma(v, 1.0, 0.0); }
fn derivative(v: f32) -> f32 { return select(f32(0.0), f32(1.0), v > f32(0.0)); }
@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;
if (index >= 8u) { return; }
let split = i32(index) / 8;
let i0 = i32(index) / 2 % 4 * 1;
let c0 = i32(index) % 2 * 4;
var x_values: array<f32, 28>;
var g_through: array<vec4f, 3>;
var g_chosen: array<u32, 3>;
var kept: array<vec4f, 7>;
var a0_0 = 0.0; var a0_1 = 0.0; var a0_2 = 0.0; var a0_3 = 0.0;
var a1_0 = 0.0; var a1_1 = 0.0; var a1_2 = 0.0; var a1_3 = 0.0;
var a2_0 = 0.0; var a2_1 = 0.0; var a2_2 = 0.0; var a2_3 = 0.0;
var a3_0 = 0.0; var a3_1 = 0.0; var a3_2 = 0.0; var a3_3 = 0.0;
var a4_0 = 0.0; var a4_1 = 0.0; var a4_2 = 0.0; var a4_3 = 0.0;
var a5_0 = 0.0; var a5_1 = 0.0; var a5_2 = 0.0; var a5_3 = 0.0;
var a6_0 = 0.0; var a6_1 = 0.0; var a6_2 = 0.0; var a6_3 = 0.0;
for (var block = split * 6; block < min((split + 1) * 6, 6); block++) {
let n = block / 3;
let tile_row = block / 1 % 3;
let tile_column = block % 1;
{
let r = i0;
let vec4_index = i0 / 4;
let x_row = tile_row * 2 + -1;
let x_column0 = clamp(tile_column * 6 + 0, 0, 5); let x_inside0 = (tile_column * 6 + 0 >= 0) & (tile_column * 6 + 0 < 6);
let x_column1 = clamp(tile_column * 6 + 1, 0, 5); let x_inside1 = (tile_column * 6 + 1 >= 0) & (tile_column * 6 + 1 < 6);
let x_column2 = clamp(tile_column * 6 + 2, 0, 5); let x_inside2 = (tile_column * 6 + 2 >= 0) & (tile_column * 6 + 2 < 6);
let x_column3 = clamp(tile_column * 6 + 3, 0, 5); let x_inside3 = (tile_column * 6 + 3 >= 0) & (tile_column * 6 + 3 < 6);
let x_column4 = clamp(tile_column * 6 + 4, 0, 5); let x_inside4 = (tile_column * 6 + 4 >= 0) & (tile_column * 6 + 4 < 6);
let x_column5 = clamp(tile_column * 6 + 5, 0, 5); let x_inside5 = (tile_column * 6 + 5 >= 0) & (tile_column * 6 + 5 < 6);
let x_column6 = clamp(tile_column * 6 + 6, 0, 5); let x_inside6 = (tile_column * 6 + 6 >= 0) & (tile_column * 6 + 6 < 6);
for (var i = 0; i < 4; i++) {
let row = (n * 6 + clamp(x_row + i, 0, 5)) * 24;
let row_inside = (x_row + i >= 0) & (x_row + i < 6);
x_values[i * 7 + 0] = select(0.0, x[row + x_column0 * 4 + r + 0], row_inside & x_inside0);
x_values[i * 7 + 1] = select(0.0, x[row + x_column1 * 4 + r + 0], row_inside & x_inside1);
x_values[i * 7 + 2] = select(0.0, x[row + x_column2 * 4 + r + 0], row_inside & x_inside2);
x_values[i * 7 + 3] = select(0.0, x[row + x_column3 * 4 + r + 0], row_inside & x_inside3);
x_values[i * 7 + 4] = select(0.0, x[row + x_column4 * 4 + r + 0], row_inside & x_inside4);
x_values[i * 7 + 5] = select(0.0, x[row + x_column5 * 4 + r + 0], row_inside & x_inside5);
x_values[i * 7 + 6] = select(0.0, x[row + x_column6 * 4 + r + 0], row_inside & x_inside6);
}
}
{
let r = c0;
let vec4_index = c0 / 4;
let g_row = tile_row * 1 + 0;
let g_column0 = clamp(tile_column * 3 + 0, 0, 2); let g_inside0 = (tile_column * 3 + 0 >= 0) & (tile_column * 3 + 0 < 3);
let g_column1 = clamp(tile_column * 3 + 1, 0, 2); let g_inside1 = (tile_column * 3 + 1 >= 0) & (tile_column * 3 + 1 < 3);
let g_column2 = clamp(tile_column * 3 + 2, 0, 2); let g_inside2 = (tile_column * 3 + 2 >= 0) & (tile_column * 3 + 2 < 3);
for (var i = 0; i < 1; i++) {
let row = (n * 3 + clamp(g_row + i, 0, 2)) * 6;
let row_inside = (g_row + i >= 0) & (g_row + i < 3);
g_chosen[i * 3 + 0] = select(0u, argmax[row + g_column0 * 2 + vec4_index + 0], row_inside & g_inside0);
g_chosen[i * 3 + 1] = select(0u, argmax[row + g_column1 * 2 + vec4_index + 0], row_inside & g_inside1);
g_chosen[i * 3 + 2] = select(0u, argmax[row + g_column2 * 2 + vec4_index + 0], row_inside & g_inside2);
}
for (var i = 0; i < 1; i++) {
let row = (n * 3 + clamp(g_row + i, 0, 2)) * 6;
let row_inside = (g_row + i >= 0) & (g_row + i < 3);
g_through[i * 3 + 0] = select(vec4f(0.0), dY[row + g_column0 * 2 + vec4_index + 0], row_inside & g_inside0);
g_through[i * 3 + 1] = select(vec4f(0.0), dY[row + g_column1 * 2 + vec4_index + 0], row_inside & g_inside1);
g_through[i * 3 + 2] = select(vec4f(0.0), dY[row + g_column2 * 2 + vec4_index + 0], row_inside & g_inside2);
}
}
let x0_0_0 = x_values[0]; let x0_1_0 = x_values[1]; let x0_2_0 = x_values[2]; let x0_3_0 = x_values[3]; let x0_4_0 = x_values[4]; let x0_5_0 = x_values[5]; let x0_6_0 = x_values[6];
let x1_0_0 = x_values[7]; let x1_1_0 = x_values[8]; let x1_2_0 = x_values[9]; let x1_3_0 = x_values[10]; let x1_4_0 = x_values[11]; let x1_5_0 = x_values[12]; let x1_6_0 = x_values[13];
let x2_0_0 = x_values[14]; let x2_1_0 = x_values[15]; let x2_2_0 = x_values[16]; let x2_3_0 = x_values[17]; let x2_4_0 = x_values[18]; let x2_5_0 = x_values[19]; let x2_6_0 = x_values[20];
let x3_0_0 = x_values[21]; let x3_1_0 = x_values[22]; let x3_2_0 = x_values[23]; let x3_3_0 = x_values[24]; let x3_4_0 = x_values[25]; let x3_5_0 = x_values[26]; let x3_6_0 = x_values[27];
let g_code0_0 = g_chosen[0] >> 0u; let g_cell0_0 = g_through[0].x; let g_code0_1 = g_chosen[0] >> 8u; let g_cell0_1 = g_through[0].y; let g_code0_2 = g_chosen[0] >> 16u; let g_cell0_2 = g_through[0].z; let g_code0_3 = g_chosen[0] >> 24u; let g_cell0_3 = g_through[0].w;
let g_code1_0 = g_chosen[1] >> 0u; let g_cell1_0 = g_through[1].x; let g_code1_1 = g_chosen[1] >> 8u; let g_cell1_1 = g_through[1].y; let g_code1_2 = g_chosen[1] >> 16u; let g_cell1_2 = g_through[1].z; let g_code1_3 = g_chosen[1] >> 24u; let g_cell1_3 = g_through[1].w;
let g_code2_0 = g_chosen[2] >> 0u; let g_cell2_0 = g_through[2].x; let g_code2_1 = g_chosen[2] >> 8u; let g_cell2_1 = g_through[2].y; let g_code2_2 = g_chosen[2] >> 16u; let g_cell2_2 = g_through[2].z; let g_code2_3 = g_chosen[2] >> 24u; let g_cell2_3 = g_through[2].w;
let g0_0_0 = materialize(select(0.0, g_cell0_0, (g_code0_0 & 7u) == 4u)); let g0_0_1 = materialize(select(0.0, g_cell0_1, (g_code0_1 & 7u) == 4u)); let g0_0_2 = materialize(select(0.0, g_cell0_2, (g_code0_2 & 7u) == 4u)); let g0_0_3 = materialize(select(0.0, g_cell0_3, (g_code0_3 & 7u) == 4u)); let g0_1_0 = materialize(select(0.0, g_cell0_0, (g_code0_0 & 7u) == 5u)); let g0_1_1 = materialize(select(0.0, g_cell0_1, (g_code0_1 & 7u) == 5u)); let g0_1_2 = materialize(select(0.0, g_cell0_2, (g_code0_2 & 7u) == 5u)); let g0_1_3 = materialize(select(0.0, g_cell0_3, (g_code0_3 & 7u) == 5u)); let g0_2_0 = materialize(select(0.0, g_cell1_0, (g_code1_0 & 7u) == 4u)); let g0_2_1 = materialize(select(0.0, g_cell1_1, (g_code1_1 & 7u) == 4u)); let g0_2_2 = materialize(select(0.0, g_cell1_2, (g_code1_2 & 7u) == 4u)); let g0_2_3 = materialize(select(0.0, g_cell1_3, (g_code1_3 & 7u) == 4u)); let g0_3_0 = materialize(select(0.0, g_cell1_0, (g_code1_0 & 7u) == 5u)); let g0_3_1 = materialize(select(0.0, g_cell1_1, (g_code1_1 & 7u) == 5u)); let g0_3_2 = materialize(select(0.0, g_cell1_2, (g_code1_2 & 7u) == 5u)); let g0_3_3 = materialize(select(0.0, g_cell1_3, (g_code1_3 & 7u) == 5u)); let g0_4_0 = materialize(select(0.0, g_cell2_0, (g_code2_0 & 7u) == 4u)); let g0_4_1 = materialize(select(0.0, g_cell2_1, (g_code2_1 & 7u) == 4u)); let g0_4_2 = materialize(select(0.0, g_cell2_2, (g_code2_2 & 7u) == 4u)); let g0_4_3 = materialize(select(0.0, g_cell2_3, (g_code2_3 & 7u) == 4u)); let g0_5_0 = materialize(select(0.0, g_cell2_0, (g_code2_0 & 7u) == 5u)); let g0_5_1 = materialize(select(0.0, g_cell2_1, (g_code2_1 & 7u) == 5u)); let g0_5_2 = materialize(select(0.0, g_cell2_2, (g_code2_2 & 7u) == 5u)); let g0_5_3 = materialize(select(0.0, g_cell2_3, (g_code2_3 & 7u) == 5u));
let g1_0_0 = materialize(select(0.0, g_cell0_0, (g_code0_0 & 7u) == 6u)); let g1_0_1 = materialize(select(0.0, g_cell0_1, (g_code0_1 & 7u) == 6u)); let g1_0_2 = materialize(select(0.0, g_cell0_2, (g_code0_2 & 7u) == 6u)); let g1_0_3 = materialize(select(0.0, g_cell0_3, (g_code0_3 & 7u) == 6u)); let g1_1_0 = materialize(select(0.0, g_cell0_0, (g_code0_0 & 7u) == 7u)); let g1_1_1 = materialize(select(0.0, g_cell0_1, (g_code0_1 & 7u) == 7u)); let g1_1_2 = materialize(select(0.0, g_cell0_2, (g_code0_2 & 7u) == 7u)); let g1_1_3 = materialize(select(0.0, g_cell0_3, (g_code0_3 & 7u) == 7u)); let g1_2_0 = materialize(select(0.0, g_cell1_0, (g_code1_0 & 7u) == 6u)); let g1_2_1 = materialize(select(0.0, g_cell1_1, (g_code1_1 & 7u) == 6u)); let g1_2_2 = materialize(select(0.0, g_cell1_2, (g_code1_2 & 7u) == 6u)); let g1_2_3 = materialize(select(0.0, g_cell1_3, (g_code1_3 & 7u) == 6u)); let g1_3_0 = materialize(select(0.0, g_cell1_0, (g_code1_0 & 7u) == 7u)); let g1_3_1 = materialize(select(0.0, g_cell1_1, (g_code1_1 & 7u) == 7u)); let g1_3_2 = materialize(select(0.0, g_cell1_2, (g_code1_2 & 7u) == 7u)); let g1_3_3 = materialize(select(0.0, g_cell1_3, (g_code1_3 & 7u) == 7u)); let g1_4_0 = materialize(select(0.0, g_cell2_0, (g_code2_0 & 7u) == 6u)); let g1_4_1 = materialize(select(0.0, g_cell2_1, (g_code2_1 & 7u) == 6u)); let g1_4_2 = materialize(select(0.0, g_cell2_2, (g_code2_2 & 7u) == 6u)); let g1_4_3 = materialize(select(0.0, g_cell2_3, (g_code2_3 & 7u) == 6u)); let g1_5_0 = materialize(select(0.0, g_cell2_0, (g_code2_0 & 7u) == 7u)); let g1_5_1 = materialize(select(0.0, g_cell2_1, (g_code2_1 & 7u) == 7u)); let g1_5_2 = materialize(select(0.0, g_cell2_2, (g_code2_2 & 7u) == 7u)); let g1_5_3 = materialize(select(0.0, g_cell2_3, (g_code2_3 & 7u) == 7u));
a0_0 = fma(x1_5_0, g1_5_0, fma(x1_4_0, g1_4_0, fma(x1_3_0, g1_3_0, fma(x1_2_0, g1_2_0, fma(x1_1_0, g1_1_0, fma(x1_0_0, g1_0_0, fma(x0_5_0, g0_5_0, fma(x0_4_0, g0_4_0, fma(x0_3_0, g0_3_0, fma(x0_2_0, g0_2_0, fma(x0_1_0, g0_1_0, fma(x0_0_0, g0_0_0, a0_0)))))))))))); a0_1 = fma(x1_5_0, g1_5_1, fma(x1_4_0, g1_4_1, fma(x1_3_0, g1_3_1, fma(x1_2_0, g1_2_1, fma(x1_1_0, g1_1_1, fma(x1_0_0, g1_0_1, fma(x0_5_0, g0_5_1, fma(x0_4_0, g0_4_1, fma(x0_3_0, g0_3_1, fma(x0_2_0, g0_2_1, fma(x0_1_0, g0_1_1, fma(x0_0_0, g0_0_1, a0_1)))))))))))); a0_2 = fma(x1_5_0, g1_5_2, fma(x1_4_0, g1_4_2, fma(x1_3_0, g1_3_2, fma(x1_2_0, g1_2_2, fma(x1_1_0, g1_1_2, fma(x1_0_0, g1_0_2, fma(x0_5_0, g0_5_2, fma(x0_4_0, g0_4_2, fma(x0_3_0, g0_3_2, fma(x0_2_0, g0_2_2, fma(x0_1_0, g0_1_2, fma(x0_0_0, g0_0_2, a0_2)))))))))))); a0_3 = fma(x1_5_0, g1_5_3, fma(x1_4_0, g1_4_3, fma(x1_3_0, g1_3_3, fma(x1_2_0, g1_2_3, fma(x1_1_0, g1_1_3, fma(x1_0_0, g1_0_3, fma(x0_5_0, g0_5_3, fma(x0_4_0, g0_4_3, fma(x0_3_0, g0_3_3, fma(x0_2_0, g0_2_3, fma(x0_1_0, g0_1_3, fma(x0_0_0, g0_0_3, a0_3))))))))))));
a1_0 = fma(x1_6_0, g1_5_0, fma(x1_5_0, g1_4_0, fma(x1_4_0, g1_3_0, fma(x1_3_0, g1_2_0, fma(x1_2_0, g1_1_0, fma(x1_1_0, g1_0_0, fma(x0_6_0, g0_5_0, fma(x0_5_0, g0_4_0, fma(x0_4_0, g0_3_0, fma(x0_3_0, g0_2_0, fma(x0_2_0, g0_1_0, fma(x0_1_0, g0_0_0, a1_0)))))))))))); a1_1 = fma(x1_6_0, g1_5_1, fma(x1_5_0, g1_4_1, fma(x1_4_0, g1_3_1, fma(x1_3_0, g1_2_1, fma(x1_2_0, g1_1_1, fma(x1_1_0, g1_0_1, fma(x0_6_0, g0_5_1, fma(x0_5_0, g0_4_1, fma(x0_4_0, g0_3_1, fma(x0_3_0, g0_2_1, fma(x0_2_0, g0_1_1, fma(x0_1_0, g0_0_1, a1_1)))))))))))); a1_2 = fma(x1_6_0, g1_5_2, fma(x1_5_0, g1_4_2, fma(x1_4_0, g1_3_2, fma(x1_3_0, g1_2_2, fma(x1_2_0, g1_1_2, fma(x1_1_0, g1_0_2, fma(x0_6_0, g0_5_2, fma(x0_5_0, g0_4_2, fma(x0_4_0, g0_3_2, fma(x0_3_0, g0_2_2, fma(x0_2_0, g0_1_2, fma(x0_1_0, g0_0_2, a1_2)))))))))))); a1_3 = fma(x1_6_0, g1_5_3, fma(x1_5_0, g1_4_3, fma(x1_4_0, g1_3_3, fma(x1_3_0, g1_2_3, fma(x1_2_0, g1_1_3, fma(x1_1_0, g1_0_3, fma(x0_6_0, g0_5_3, fma(x0_5_0, g0_4_3, fma(x0_4_0, g0_3_3, fma(x0_3_0, g0_2_3, fma(x0_2_0, g0_1_3, fma(x0_1_0, g0_0_3, a1_3))))))))))));
a2_0 = fma(x2_5_0, g1_5_0, fma(x2_4_0, g1_4_0, fma(x2_3_0, g1_3_0, fma(x2_2_0, g1_2_0, fma(x2_1_0, g1_1_0, fma(x2_0_0, g1_0_0, fma(x1_5_0, g0_5_0, fma(x1_4_0, g0_4_0, fma(x1_3_0, g0_3_0, fma(x1_2_0, g0_2_0, fma(x1_1_0, g0_1_0, fma(x1_0_0, g0_0_0, a2_0)))))))))))); a2_1 = fma(x2_5_0, g1_5_1, fma(x2_4_0, g1_4_1, fma(x2_3_0, g1_3_1, fma(x2_2_0, g1_2_1, fma(x2_1_0, g1_1_1, fma(x2_0_0, g1_0_1, fma(x1_5_0, g0_5_1, fma(x1_4_0, g0_4_1, fma(x1_3_0, g0_3_1, fma(x1_2_0, g0_2_1, fma(x1_1_0, g0_1_1, fma(x1_0_0, g0_0_1, a2_1)))))))))))); a2_2 = fma(x2_5_0, g1_5_2, fma(x2_4_0, g1_4_2, fma(x2_3_0, g1_3_2, fma(x2_2_0, g1_2_2, fma(x2_1_0, g1_1_2, fma(x2_0_0, g1_0_2, fma(x1_5_0, g0_5_2, fma(x1_4_0, g0_4_2, fma(x1_3_0, g0_3_2, fma(x1_2_0, g0_2_2, fma(x1_1_0, g0_1_2, fma(x1_0_0, g0_0_2, a2_2)))))))))))); a2_3 = fma(x2_5_0, g1_5_3, fma(x2_4_0, g1_4_3, fma(x2_3_0, g1_3_3, fma(x2_2_0, g1_2_3, fma(x2_1_0, g1_1_3, fma(x2_0_0, g1_0_3, fma(x1_5_0, g0_5_3, fma(x1_4_0, g0_4_3, fma(x1_3_0, g0_3_3, fma(x1_2_0, g0_2_3, fma(x1_1_0, g0_1_3, fma(x1_0_0, g0_0_3, a2_3))))))))))));
a3_0 = fma(x2_6_0, g1_5_0, fma(x2_5_0, g1_4_0, fma(x2_4_0, g1_3_0, fma(x2_3_0, g1_2_0, fma(x2_2_0, g1_1_0, fma(x2_1_0, g1_0_0, fma(x1_6_0, g0_5_0, fma(x1_5_0, g0_4_0, fma(x1_4_0, g0_3_0, fma(x1_3_0, g0_2_0, fma(x1_2_0, g0_1_0, fma(x1_1_0, g0_0_0, a3_0)))))))))))); a3_1 = fma(x2_6_0, g1_5_1, fma(x2_5_0, g1_4_1, fma(x2_4_0, g1_3_1, fma(x2_3_0, g1_2_1, fma(x2_2_0, g1_1_1, fma(x2_1_0, g1_0_1, fma(x1_6_0, g0_5_1, fma(x1_5_0, g0_4_1, fma(x1_4_0, g0_3_1, fma(x1_3_0, g0_2_1, fma(x1_2_0, g0_1_1, fma(x1_1_0, g0_0_1, a3_1)))))))))))); a3_2 = fma(x2_6_0, g1_5_2, fma(x2_5_0, g1_4_2, fma(x2_4_0, g1_3_2, fma(x2_3_0, g1_2_2, fma(x2_2_0, g1_1_2, fma(x2_1_0, g1_0_2, fma(x1_6_0, g0_5_2, fma(x1_5_0, g0_4_2, fma(x1_4_0, g0_3_2, fma(x1_3_0, g0_2_2, fma(x1_2_0, g0_1_2, fma(x1_1_0, g0_0_2, a3_2)))))))))))); a3_3 = fma(x2_6_0, g1_5_3, fma(x2_5_0, g1_4_3, fma(x2_4_0, g1_3_3, fma(x2_3_0, g1_2_3, fma(x2_2_0, g1_1_3, fma(x2_1_0, g1_0_3, fma(x1_6_0, g0_5_3, fma(x1_5_0, g0_4_3, fma(x1_4_0, g0_3_3, fma(x1_3_0, g0_2_3, fma(x1_2_0, g0_1_3, fma(x1_1_0, g0_0_3, a3_3))))))))))));
a4_0 = fma(x3_5_0, g1_5_0, fma(x3_4_0, g1_4_0, fma(x3_3_0, g1_3_0, fma(x3_2_0, g1_2_0, fma(x3_1_0, g1_1_0, fma(x3_0_0, g1_0_0, fma(x2_5_0, g0_5_0, fma(x2_4_0, g0_4_0, fma(x2_3_0, g0_3_0, fma(x2_2_0, g0_2_0, fma(x2_1_0, g0_1_0, fma(x2_0_0, g0_0_0, a4_0)))))))))))); a4_1 = fma(x3_5_0, g1_5_1, fma(x3_4_0, g1_4_1, fma(x3_3_0, g1_3_1, fma(x3_2_0, g1_2_1, fma(x3_1_0, g1_1_1, fma(x3_0_0, g1_0_1, fma(x2_5_0, g0_5_1, fma(x2_4_0, g0_4_1, fma(x2_3_0, g0_3_1, fma(x2_2_0, g0_2_1, fma(x2_1_0, g0_1_1, fma(x2_0_0, g0_0_1, a4_1)))))))))))); a4_2 = fma(x3_5_0, g1_5_2, fma(x3_4_0, g1_4_2, fma(x3_3_0, g1_3_2, fma(x3_2_0, g1_2_2, fma(x3_1_0, g1_1_2, fma(x3_0_0, g1_0_2, fma(x2_5_0, g0_5_2, fma(x2_4_0, g0_4_2, fma(x2_3_0, g0_3_2, fma(x2_2_0, g0_2_2, fma(x2_1_0, g0_1_2, fma(x2_0_0, g0_0_2, a4_2)))))))))))); a4_3 = fma(x3_5_0, g1_5_3, fma(x3_4_0, g1_4_3, fma(x3_3_0, g1_3_3, fma(x3_2_0, g1_2_3, fma(x3_1_0, g1_1_3, fma(x3_0_0, g1_0_3, fma(x2_5_0, g0_5_3, fma(x2_4_0, g0_4_3, fma(x2_3_0, g0_3_3, fma(x2_2_0, g0_2_3, fma(x2_1_0, g0_1_3, fma(x2_0_0, g0_0_3, a4_3))))))))))));
a5_0 = fma(x3_6_0, g1_5_0, fma(x3_5_0, g1_4_0, fma(x3_4_0, g1_3_0, fma(x3_3_0, g1_2_0, fma(x3_2_0, g1_1_0, fma(x3_1_0, g1_0_0, fma(x2_6_0, g0_5_0, fma(x2_5_0, g0_4_0, fma(x2_4_0, g0_3_0, fma(x2_3_0, g0_2_0, fma(x2_2_0, g0_1_0, fma(x2_1_0, g0_0_0, a5_0)))))))))))); a5_1 = fma(x3_6_0, g1_5_1, fma(x3_5_0, g1_4_1, fma(x3_4_0, g1_3_1, fma(x3_3_0, g1_2_1, fma(x3_2_0, g1_1_1, fma(x3_1_0, g1_0_1, fma(x2_6_0, g0_5_1, fma(x2_5_0, g0_4_1, fma(x2_4_0, g0_3_1, fma(x2_3_0, g0_2_1, fma(x2_2_0, g0_1_1, fma(x2_1_0, g0_0_1, a5_1)))))))))))); a5_2 = fma(x3_6_0, g1_5_2, fma(x3_5_0, g1_4_2, fma(x3_4_0, g1_3_2, fma(x3_3_0, g1_2_2, fma(x3_2_0, g1_1_2, fma(x3_1_0, g1_0_2, fma(x2_6_0, g0_5_2, fma(x2_5_0, g0_4_2, fma(x2_4_0, g0_3_2, fma(x2_3_0, g0_2_2, fma(x2_2_0, g0_1_2, fma(x2_1_0, g0_0_2, a5_2)))))))))))); a5_3 = fma(x3_6_0, g1_5_3, fma(x3_5_0, g1_4_3, fma(x3_4_0, g1_3_3, fma(x3_3_0, g1_2_3, fma(x3_2_0, g1_1_3, fma(x3_1_0, g1_0_3, fma(x2_6_0, g0_5_3, fma(x2_5_0, g0_4_3, fma(x2_4_0, g0_3_3, fma(x2_3_0, g0_2_3, fma(x2_2_0, g0_1_3, fma(x2_1_0, g0_0_3, a5_3))))))))))));
a6_0 = fma(1.0, g1_5_0, fma(1.0, g1_4_0, fma(1.0, g1_3_0, fma(1.0, g1_2_0, fma(1.0, g1_1_0, fma(1.0, g1_0_0, fma(1.0, g0_5_0, fma(1.0, g0_4_0, fma(1.0, g0_3_0, fma(1.0, g0_2_0, fma(1.0, g0_1_0, fma(1.0, g0_0_0, a6_0)))))))))))); a6_1 = fma(1.0, g1_5_1, fma(1.0, g1_4_1, fma(1.0, g1_3_1, fma(1.0, g1_2_1, fma(1.0, g1_1_1, fma(1.0, g1_0_1, fma(1.0, g0_5_1, fma(1.0, g0_4_1, fma(1.0, g0_3_1, fma(1.0, g0_2_1, fma(1.0, g0_1_1, fma(1.0, g0_0_1, a6_1)))))))))))); a6_2 = fma(1.0, g1_5_2, fma(1.0, g1_4_2, fma(1.0, g1_3_2, fma(1.0, g1_2_2, fma(1.0, g1_1_2, fma(1.0, g1_0_2, fma(1.0, g0_5_2, fma(1.0, g0_4_2, fma(1.0, g0_3_2, fma(1.0, g0_2_2, fma(1.0, g0_1_2, fma(1.0, g0_0_2, a6_2)))))))))))); a6_3 = fma(1.0, g1_5_3, fma(1.0, g1_4_3, fma(1.0, g1_3_3, fma(1.0, g1_2_3, fma(1.0, g1_1_3, fma(1.0, g1_0_3, fma(1.0, g0_5_3, fma(1.0, g0_4_3, fma(1.0, g0_3_3, fma(1.0, g0_2_3, fma(1.0, g0_1_3, fma(1.0, g0_0_3, a6_3))))))))))));
}
kept[0] = vec4f(a0_0, a0_1, a0_2, a0_3);
kept[1] = vec4f(a1_0, a1_1, a1_2, a1_3);
kept[2] = vec4f(a2_0, a2_1, a2_2, a2_3);
kept[3] = vec4f(a3_0, a3_1, a3_2, a3_3);
kept[4] = vec4f(a4_0, a4_1, a4_2, a4_3);
kept[5] = vec4f(a5_0, a5_1, a5_2, a5_3);
kept[6] = vec4f(a6_0, a6_1, a6_2, a6_3);
let base = split * 200;
for (var cell = 0; cell < 6; cell++) {
let i = i0 + cell % 1;
{
for (var c = 0; c < 1; c++) { partials[(base + (cell / 1 * 4 + i) * 8 + c0) / 4 + c] = kept[cell * 1 + c]; }
}
}
if (i0 == 0) { for (var c = 0; c < 1; c++) { partials[(base + 192 + c0) / 4 + c] = kept[6 * 1 + c]; } }
}

// conv2d-weight-gradient 2×6×6×4 → 8, 3×2 same, sum of 1
// workgroups 1 × 1 × 1, 200 FLOP
@group(0) @binding(0) var<storage, read> partials: array<vec4f, 50>;
@group(0) @binding(1) var<storage, read_write> dW: array<vec4f, 48>;
@group(0) @binding(2) var<storage, read_write> db: array<vec4f, 2>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;
if (index >= 50u) { return; }
var sum = partials[index];
for (var split = 1u; split < 1u; split++) { sum += partials[split * 50u + index]; }
if (index < 48u) { dW[index] = sum; } else { db[index - 48u] = sum; }
}
