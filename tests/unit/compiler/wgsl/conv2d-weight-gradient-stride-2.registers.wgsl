// conv2d-weight-gradient 2×6×6×4 → 8, 3×2/2 same
// workgroups 1 × 1 × 1, 6912 FLOP
@group(0) @binding(0) var<storage, read> x: array<f32, 288>;
@group(0) @binding(1) var<storage, read> dPreActivation: array<vec4f, 36>;
@group(0) @binding(2) var<storage, read_write> partials: array<vec4f, 50>;
fn materialize(v: f32) -> f32 { return fma(v, 1.0, 0.0); }
fn gradient_at(i: i32) -> vec4f { return dPreActivation[i]; }
@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;
if (index >= 8u) { return; }
let split = i32(index) / 8;
let i0 = i32(index) / 2 % 4 * 1;
let c0 = i32(index) % 2 * 4;
var x_values: array<f32, 40>;
var g_values: array<vec4f, 8>;
var kept: array<vec4f, 7>;
var a0_0 = 0.0; var a0_1 = 0.0; var a0_2 = 0.0; var a0_3 = 0.0;
var a1_0 = 0.0; var a1_1 = 0.0; var a1_2 = 0.0; var a1_3 = 0.0;
var a2_0 = 0.0; var a2_1 = 0.0; var a2_2 = 0.0; var a2_3 = 0.0;
var a3_0 = 0.0; var a3_1 = 0.0; var a3_2 = 0.0; var a3_3 = 0.0;
var a4_0 = 0.0; var a4_1 = 0.0; var a4_2 = 0.0; var a4_3 = 0.0;
var a5_0 = 0.0; var a5_1 = 0.0; var a5_2 = 0.0; var a5_3 = 0.0;
var a6_0 = 0.0; var a6_1 = 0.0; var a6_2 = 0.0; var a6_3 = 0.0;
for (var block = split * 4; block < min((split + 1) * 4, 4); block++) {
let n = block / 2;
let tile_row = block / 1 % 2;
let tile_column = block % 1;
{
let r = i0;
let vec4_index = i0 / 4;
let x_row = tile_row * 4 + 0;
let x_column0 = clamp(tile_column * 8 + 0, 0, 5); let x_inside0 = (tile_column * 8 + 0 >= 0) & (tile_column * 8 + 0 < 6);
let x_column1 = clamp(tile_column * 8 + 1, 0, 5); let x_inside1 = (tile_column * 8 + 1 >= 0) & (tile_column * 8 + 1 < 6);
let x_column2 = clamp(tile_column * 8 + 2, 0, 5); let x_inside2 = (tile_column * 8 + 2 >= 0) & (tile_column * 8 + 2 < 6);
let x_column3 = clamp(tile_column * 8 + 3, 0, 5); let x_inside3 = (tile_column * 8 + 3 >= 0) & (tile_column * 8 + 3 < 6);
let x_column4 = clamp(tile_column * 8 + 4, 0, 5); let x_inside4 = (tile_column * 8 + 4 >= 0) & (tile_column * 8 + 4 < 6);
let x_column5 = clamp(tile_column * 8 + 5, 0, 5); let x_inside5 = (tile_column * 8 + 5 >= 0) & (tile_column * 8 + 5 < 6);
let x_column6 = clamp(tile_column * 8 + 6, 0, 5); let x_inside6 = (tile_column * 8 + 6 >= 0) & (tile_column * 8 + 6 < 6);
let x_column7 = clamp(tile_column * 8 + 7, 0, 5); let x_inside7 = (tile_column * 8 + 7 >= 0) & (tile_column * 8 + 7 < 6);
for (var i = 0; i < 5; i++) {
let row = (n * 6 + clamp(x_row + i, 0, 5)) * 24;
let row_inside = (x_row + i >= 0) & (x_row + i < 6);
x_values[i * 8 + 0] = select(0.0, x[row + x_column0 * 4 + r + 0], row_inside & x_inside0);
x_values[i * 8 + 1] = select(0.0, x[row + x_column1 * 4 + r + 0], row_inside & x_inside1);
x_values[i * 8 + 2] = select(0.0, x[row + x_column2 * 4 + r + 0], row_inside & x_inside2);
x_values[i * 8 + 3] = select(0.0, x[row + x_column3 * 4 + r + 0], row_inside & x_inside3);
x_values[i * 8 + 4] = select(0.0, x[row + x_column4 * 4 + r + 0], row_inside & x_inside4);
x_values[i * 8 + 5] = select(0.0, x[row + x_column5 * 4 + r + 0], row_inside & x_inside5);
x_values[i * 8 + 6] = select(0.0, x[row + x_column6 * 4 + r + 0], row_inside & x_inside6);
x_values[i * 8 + 7] = select(0.0, x[row + x_column7 * 4 + r + 0], row_inside & x_inside7);
}
}
{
let r = c0;
let vec4_index = c0 / 4;
let g_row = tile_row * 2 + 0;
let g_column0 = clamp(tile_column * 4 + 0, 0, 2); let g_inside0 = (tile_column * 4 + 0 >= 0) & (tile_column * 4 + 0 < 3);
let g_column1 = clamp(tile_column * 4 + 1, 0, 2); let g_inside1 = (tile_column * 4 + 1 >= 0) & (tile_column * 4 + 1 < 3);
let g_column2 = clamp(tile_column * 4 + 2, 0, 2); let g_inside2 = (tile_column * 4 + 2 >= 0) & (tile_column * 4 + 2 < 3);
let g_column3 = clamp(tile_column * 4 + 3, 0, 2); let g_inside3 = (tile_column * 4 + 3 >= 0) & (tile_column * 4 + 3 < 3);

for (var i = 0; i < 2; i++) {
let row = (n * 3 + clamp(g_row + i, 0, 2)) * 6;
let row_inside = (g_row + i >= 0) & (g_row + i < 3);
g_values[i * 4 + 0] = select(vec4f(0.0), gradient_at(row + g_column0 * 2 + vec4_index + 0), row_inside & g_inside0);
g_values[i * 4 + 1] = select(vec4f(0.0), gradient_at(row + g_column1 * 2 + vec4_index + 0), row_inside & g_inside1);
g_values[i * 4 + 2] = select(vec4f(0.0), gradient_at(row + g_column2 * 2 + vec4_index + 0), row_inside & g_inside2);
g_values[i * 4 + 3] = select(vec4f(0.0), gradient_at(row + g_column3 * 2 + vec4_index + 0), row_inside & g_inside3);
}
}
let x0_0_0 = x_values[0]; let x0_1_0 = x_values[1]; let x0_2_0 = x_values[2]; let x0_3_0 = x_values[3]; let x0_4_0 = x_values[4]; let x0_5_0 = x_values[5]; let x0_6_0 = x_values[6]; let x0_7_0 = x_values[7];
let x1_0_0 = x_values[8]; let x1_1_0 = x_values[9]; let x1_2_0 = x_values[10]; let x1_3_0 = x_values[11]; let x1_4_0 = x_values[12]; let x1_5_0 = x_values[13]; let x1_6_0 = x_values[14]; let x1_7_0 = x_values[15];
let x2_0_0 = x_values[16]; let x2_1_0 = x_values[17]; let x2_2_0 = x_values[18]; let x2_3_0 = x_values[19]; let x2_4_0 = x_values[20]; let x2_5_0 = x_values[21]; let x2_6_0 = x_values[22]; let x2_7_0 = x_values[23];
let x3_0_0 = x_values[24]; let x3_1_0 = x_values[25]; let x3_2_0 = x_values[26]; let x3_3_0 = x_values[27]; let x3_4_0 = x_values[28]; let x3_5_0 = x_values[29]; let x3_6_0 = x_values[30]; let x3_7_0 = x_values[31];
let x4_0_0 = x_values[32]; let x4_1_0 = x_values[33]; let x4_2_0 = x_values[34]; let x4_3_0 = x_values[35]; let x4_4_0 = x_values[36]; let x4_5_0 = x_values[37]; let x4_6_0 = x_values[38]; let x4_7_0 = x_values[39];
let g0_0_0 = g_values[0].x; let g0_0_1 = g_values[0].y; let g0_0_2 = g_values[0].z; let g0_0_3 = g_values[0].w; let g0_1_0 = g_values[1].x; let g0_1_1 = g_values[1].y; let g0_1_2 = g_values[1].z; let g0_1_3 = g_values[1].w; let g0_2_0 = g_values[2].x; let g0_2_1 = g_values[2].y; let g0_2_2 = g_values[2].z; let g0_2_3 = g_values[2].w; let g0_3_0 = g_values[3].x; let g0_3_1 = g_values[3].y; let g0_3_2 = g_values[3].z; let g0_3_3 = g_values[3].w;
let g1_0_0 = g_values[4].x; let g1_0_1 = g_values[4].y; let g1_0_2 = g_values[4].z; let g1_0_3 = g_values[4].w; let g1_1_0 = g_values[5].x; let g1_1_1 = g_values[5].y; let g1_1_2 = g_values[5].z; let g1_1_3 = g_values[5].w; let g1_2_0 = g_values[6].x; let g1_2_1 = g_values[6].y; let g1_2_2 = g_values[6].z; let g1_2_3 = g_values[6].w; let g1_3_0 = g_values[7].x; let g1_3_1 = g_values[7].y; let g1_3_2 = g_values[7].z; let g1_3_3 = g_values[7].w;
a0_0 = fma(x2_6_0, g1_3_0, fma(x2_4_0, g1_2_0, fma(x2_2_0, g1_1_0, fma(x2_0_0, g1_0_0, fma(x0_6_0, g0_3_0, fma(x0_4_0, g0_2_0, fma(x0_2_0, g0_1_0, fma(x0_0_0, g0_0_0, a0_0)))))))); a0_1 = fma(x2_6_0, g1_3_1, fma(x2_4_0, g1_2_1, fma(x2_2_0, g1_1_1, fma(x2_0_0, g1_0_1, fma(x0_6_0, g0_3_1, fma(x0_4_0, g0_2_1, fma(x0_2_0, g0_1_1, fma(x0_0_0, g0_0_1, a0_1)))))))); a0_2 = fma(x2_6_0, g1_3_2, fma(x2_4_0, g1_2_2, fma(x2_2_0, g1_1_2, fma(x2_0_0, g1_0_2, fma(x0_6_0, g0_3_2, fma(x0_4_0, g0_2_2, fma(x0_2_0, g0_1_2, fma(x0_0_0, g0_0_2, a0_2)))))))); a0_3 = fma(x2_6_0, g1_3_3, fma(x2_4_0, g1_2_3, fma(x2_2_0, g1_1_3, fma(x2_0_0, g1_0_3, fma(x0_6_0, g0_3_3, fma(x0_4_0, g0_2_3, fma(x0_2_0, g0_1_3, fma(x0_0_0, g0_0_3, a0_3))))))));
a1_0 = fma(x2_7_0, g1_3_0, fma(x2_5_0, g1_2_0, fma(x2_3_0, g1_1_0, fma(x2_1_0, g1_0_0, fma(x0_7_0, g0_3_0, fma(x0_5_0, g0_2_0, fma(x0_3_0, g0_1_0, fma(x0_1_0, g0_0_0, a1_0)))))))); a1_1 = fma(x2_7_0, g1_3_1, fma(x2_5_0, g1_2_1, fma(x2_3_0, g1_1_1, fma(x2_1_0, g1_0_1, fma(x0_7_0, g0_3_1, fma(x0_5_0, g0_2_1, fma(x0_3_0, g0_1_1, fma(x0_1_0, g0_0_1, a1_1)))))))); a1_2 = fma(x2_7_0, g1_3_2, fma(x2_5_0, g1_2_2, fma(x2_3_0, g1_1_2, fma(x2_1_0, g1_0_2, fma(x0_7_0, g0_3_2, fma(x0_5_0, g0_2_2, fma(x0_3_0, g0_1_2, fma(x0_1_0, g0_0_2, a1_2)))))))); a1_3 = fma(x2_7_0, g1_3_3, fma(x2_5_0, g1_2_3, fma(x2_3_0, g1_1_3, fma(x2_1_0, g1_0_3, fma(x0_7_0, g0_3_3, fma(x0_5_0, g0_2_3, fma(x0_3_0, g0_1_3, fma(x0_1_0, g0_0_3, a1_3))))))));
a2_0 = fma(x3_6_0, g1_3_0, fma(x3_4_0, g1_2_0, fma(x3_2_0, g1_1_0, fma(x3_0_0, g1_0_0, fma(x1_6_0, g0_3_0, fma(x1_4_0, g0_2_0, fma(x1_2_0, g0_1_0, fma(x1_0_0, g0_0_0, a2_0)))))))); a2_1 = fma(x3_6_0, g1_3_1, fma(x3_4_0, g1_2_1, fma(x3_2_0, g1_1_1, fma(x3_0_0, g1_0_1, fma(x1_6_0, g0_3_1, fma(x1_4_0, g0_2_1, fma(x1_2_0, g0_1_1, fma(x1_0_0, g0_0_1, a2_1)))))))); a2_2 = fma(x3_6_0, g1_3_2, fma(x3_4_0, g1_2_2, fma(x3_2_0, g1_1_2, fma(x3_0_0, g1_0_2, fma(x1_6_0, g0_3_2, fma(x1_4_0, g0_2_2, fma(x1_2_0, g0_1_2, fma(x1_0_0, g0_0_2, a2_2)))))))); a2_3 = fma(x3_6_0, g1_3_3, fma(x3_4_0, g1_2_3, fma(x3_2_0, g1_1_3, fma(x3_0_0, g1_0_3, fma(x1_6_0, g0_3_3, fma(x1_4_0, g0_2_3, fma(x1_2_0, g0_1_3, fma(x1_0_0, g0_0_3, a2_3))))))));
a3_0 = fma(x3_7_0, g1_3_0, fma(x3_5_0, g1_2_0, fma(x3_3_0, g1_1_0, fma(x3_1_0, g1_0_0, fma(x1_7_0, g0_3_0, fma(x1_5_0, g0_2_0, fma(x1_3_0, g0_1_0, fma(x1_1_0, g0_0_0, a3_0)))))))); a3_1 = fma(x3_7_0, g1_3_1, fma(x3_5_0, g1_2_1, fma(x3_3_0, g1_1_1, fma(x3_1_0, g1_0_1, fma(x1_7_0, g0_3_1, fma(x1_5_0, g0_2_1, fma(x1_3_0, g0_1_1, fma(x1_1_0, g0_0_1, a3_1)))))))); a3_2 = fma(x3_7_0, g1_3_2, fma(x3_5_0, g1_2_2, fma(x3_3_0, g1_1_2, fma(x3_1_0, g1_0_2, fma(x1_7_0, g0_3_2, fma(x1_5_0, g0_2_2, fma(x1_3_0, g0_1_2, fma(x1_1_0, g0_0_2, a3_2)))))))); a3_3 = fma(x3_7_0, g1_3_3, fma(x3_5_0, g1_2_3, fma(x3_3_0, g1_1_3, fma(x3_1_0, g1_0_3, fma(x1_7_0, g0_3_3, fma(x1_5_0, g0_2_3, fma(x1_3_0, g0_1_3, fma(x1_1_0, g0_0_3, a3_3))))))));
a4_0 = fma(x4_6_0, g1_3_0, fma(x4_4_0, g1_2_0, fma(x4_2_0, g1_1_0, fma(x4_0_0, g1_0_0, fma(x2_6_0, g0_3_0, fma(x2_4_0, g0_2_0, fma(x2_2_0, g0_1_0, fma(x2_0_0, g0_0_0, a4_0)))))))); a4_1 = fma(x4_6_0, g1_3_1, fma(x4_4_0, g1_2_1, fma(x4_2_0, g1_1_1, fma(x4_0_0, g1_0_1, fma(x2_6_0, g0_3_1, fma(x2_4_0, g0_2_1, fma(x2_2_0, g0_1_1, fma(x2_0_0, g0_0_1, a4_1)))))))); a4_2 = fma(x4_6_0, g1_3_2, fma(x4_4_0, g1_2_2, fma(x4_2_0, g1_1_2, fma(x4_0_0, g1_0_2, fma(x2_6_0, g0_3_2, fma(x2_4_0, g0_2_2, fma(x2_2_0, g0_1_2, fma(x2_0_0, g0_0_2, a4_2)))))))); a4_3 = fma(x4_6_0, g1_3_3, fma(x4_4_0, g1_2_3, fma(x4_2_0, g1_1_3, fma(x4_0_0, g1_0_3, fma(x2_6_0, g0_3_3, fma(x2_4_0, g0_2_3, fma(x2_2_0, g0_1_3, fma(x2_0_0, g0_0_3, a4_3))))))));
a5_0 = fma(x4_7_0, g1_3_0, fma(x4_5_0, g1_2_0, fma(x4_3_0, g1_1_0, fma(x4_1_0, g1_0_0, fma(x2_7_0, g0_3_0, fma(x2_5_0, g0_2_0, fma(x2_3_0, g0_1_0, fma(x2_1_0, g0_0_0, a5_0)))))))); a5_1 = fma(x4_7_0, g1_3_1, fma(x4_5_0, g1_2_1, fma(x4_3_0, g1_1_1, fma(x4_1_0, g1_0_1, fma(x2_7_0, g0_3_1, fma(x2_5_0, g0_2_1, fma(x2_3_0, g0_1_1, fma(x2_1_0, g0_0_1, a5_1)))))))); a5_2 = fma(x4_7_0, g1_3_2, fma(x4_5_0, g1_2_2, fma(x4_3_0, g1_1_2, fma(x4_1_0, g1_0_2, fma(x2_7_0, g0_3_2, fma(x2_5_0, g0_2_2, fma(x2_3_0, g0_1_2, fma(x2_1_0, g0_0_2, a5_2)))))))); a5_3 = fma(x4_7_0, g1_3_3, fma(x4_5_0, g1_2_3, fma(x4_3_0, g1_1_3, fma(x4_1_0, g1_0_3, fma(x2_7_0, g0_3_3, fma(x2_5_0, g0_2_3, fma(x2_3_0, g0_1_3, fma(x2_1_0, g0_0_3, a5_3))))))));
a6_0 = fma(1.0, g1_3_0, fma(1.0, g1_2_0, fma(1.0, g1_1_0, fma(1.0, g1_0_0, fma(1.0, g0_3_0, fma(1.0, g0_2_0, fma(1.0, g0_1_0, fma(1.0, g0_0_0, a6_0)))))))); a6_1 = fma(1.0, g1_3_1, fma(1.0, g1_2_1, fma(1.0, g1_1_1, fma(1.0, g1_0_1, fma(1.0, g0_3_1, fma(1.0, g0_2_1, fma(1.0, g0_1_1, fma(1.0, g0_0_1, a6_1)))))))); a6_2 = fma(1.0, g1_3_2, fma(1.0, g1_2_2, fma(1.0, g1_1_2, fma(1.0, g1_0_2, fma(1.0, g0_3_2, fma(1.0, g0_2_2, fma(1.0, g0_1_2, fma(1.0, g0_0_2, a6_2)))))))); a6_3 = fma(1.0, g1_3_3, fma(1.0, g1_2_3, fma(1.0, g1_1_3, fma(1.0, g1_0_3, fma(1.0, g0_3_3, fma(1.0, g0_2_3, fma(1.0, g0_1_3, fma(1.0, g0_0_3, a6_3))))))));
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

// conv2d-weight-gradient 2×6×6×4 → 8, 3×2/2 same, sum of 1
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
