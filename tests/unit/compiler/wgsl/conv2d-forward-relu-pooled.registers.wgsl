// conv2d-forward 2×6×6×4 → 8, 3×2 same, relu, pooled
// workgroups 1 × 1 × 1, 27648 FLOP
@group(0) @binding(0) var<storage, read> x: array<vec4f, 72>;
@group(0) @binding(1) var<storage, read> w: array<vec4f, 48>;
@group(0) @binding(2) var<storage, read> b: array<f32, 8>;
@group(0) @binding(3) var<storage, read_write> y: array<vec4f, 36>;
@group(0) @binding(4) var<storage, read_write> argmax: array<u32, 36>;
fn materialize(v: f32) -> f32 { return fma(v, 1.0, 0.0); }
fn activate(v: vec4f) -> vec4f { return select(v, vec4f(0.0), v <= vec4f(0.0)); }
@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;
if (index >= 36u) { return; }
let first_tile = i32(index) % 18;
let c0 = i32(index) / 18 * 4;
var x_values: array<vec4f, 12>;
var weights: array<vec4f, 24>;
let start0 = b[min(c0 + 0, 7)];
let start1 = b[min(c0 + 1, 7)];
let start2 = b[min(c0 + 2, 7)];
let start3 = b[min(c0 + 3, 7)];
var sums: array<vec4f, 1>;
var places: array<u32, 1>;
let r = 0;
let vec4_index = 0;
let j = 0;

for (var i = 0; i < 24; i++) {
let at = ((i / 4 * 4 + r + i % 4) * 8 + c0) / 4;
weights[i * 1 + 0] = w[at + 0];
}
for (var tile = first_tile; tile < 18; tile += 18) {
let n = tile / 9;
let tile_row = tile / 3 % 3;
let tile_column = tile % 3;
let row = tile_row * 2;
let column = tile_column * 2;
let x_row = tile_row * 2 + -1;
let x_column0 = clamp(tile_column * 2 + 0, 0, 5); let x_inside0 = (tile_column * 2 + 0 >= 0) & (tile_column * 2 + 0 < 6);
let x_column1 = clamp(tile_column * 2 + 1, 0, 5); let x_inside1 = (tile_column * 2 + 1 >= 0) & (tile_column * 2 + 1 < 6);
let x_column2 = clamp(tile_column * 2 + 2, 0, 5); let x_inside2 = (tile_column * 2 + 2 >= 0) & (tile_column * 2 + 2 < 6);
var a0_0 = start0; var a0_1 = start1; var a0_2 = start2; var a0_3 = start3;
var a1_0 = start0; var a1_1 = start1; var a1_2 = start2; var a1_3 = start3;
var a2_0 = start0; var a2_1 = start1; var a2_2 = start2; var a2_3 = start3;
var a3_0 = start0; var a3_1 = start1; var a3_2 = start2; var a3_3 = start3;

for (var i = 0; i < 4; i++) {
let row = (n * 6 + clamp(x_row + i, 0, 5)) * 6;
let row_inside = (x_row + i >= 0) & (x_row + i < 6);
x_values[i * 3 + 0] = select(vec4f(0.0), x[row + x_column0 * 1 + vec4_index + 0], row_inside & x_inside0);
x_values[i * 3 + 1] = select(vec4f(0.0), x[row + x_column1 * 1 + vec4_index + 0], row_inside & x_inside1);
x_values[i * 3 + 2] = select(vec4f(0.0), x[row + x_column2 * 1 + vec4_index + 0], row_inside & x_inside2);
}
let x0_0_0 = x_values[0].x; let x0_0_1 = x_values[0].y; let x0_0_2 = x_values[0].z; let x0_0_3 = x_values[0].w; let x0_1_0 = x_values[1].x; let x0_1_1 = x_values[1].y; let x0_1_2 = x_values[1].z; let x0_1_3 = x_values[1].w; let x0_2_0 = x_values[2].x; let x0_2_1 = x_values[2].y; let x0_2_2 = x_values[2].z; let x0_2_3 = x_values[2].w;
let x1_0_0 = x_values[3].x; let x1_0_1 = x_values[3].y; let x1_0_2 = x_values[3].z; let x1_0_3 = x_values[3].w; let x1_1_0 = x_values[4].x; let x1_1_1 = x_values[4].y; let x1_1_2 = x_values[4].z; let x1_1_3 = x_values[4].w; let x1_2_0 = x_values[5].x; let x1_2_1 = x_values[5].y; let x1_2_2 = x_values[5].z; let x1_2_3 = x_values[5].w;
let x2_0_0 = x_values[6].x; let x2_0_1 = x_values[6].y; let x2_0_2 = x_values[6].z; let x2_0_3 = x_values[6].w; let x2_1_0 = x_values[7].x; let x2_1_1 = x_values[7].y; let x2_1_2 = x_values[7].z; let x2_1_3 = x_values[7].w; let x2_2_0 = x_values[8].x; let x2_2_1 = x_values[8].y; let x2_2_2 = x_values[8].z; let x2_2_3 = x_values[8].w;
let x3_0_0 = x_values[9].x; let x3_0_1 = x_values[9].y; let x3_0_2 = x_values[9].z; let x3_0_3 = x_values[9].w; let x3_1_0 = x_values[10].x; let x3_1_1 = x_values[10].y; let x3_1_2 = x_values[10].z; let x3_1_3 = x_values[10].w; let x3_2_0 = x_values[11].x; let x3_2_1 = x_values[11].y; let x3_2_2 = x_values[11].z; let x3_2_3 = x_values[11].w;
let w0_0_0 = weights[0].x; let w0_0_1 = weights[0].y; let w0_0_2 = weights[0].z; let w0_0_3 = weights[0].w;
let w0_1_0 = weights[1].x; let w0_1_1 = weights[1].y; let w0_1_2 = weights[1].z; let w0_1_3 = weights[1].w;
let w0_2_0 = weights[2].x; let w0_2_1 = weights[2].y; let w0_2_2 = weights[2].z; let w0_2_3 = weights[2].w;
let w0_3_0 = weights[3].x; let w0_3_1 = weights[3].y; let w0_3_2 = weights[3].z; let w0_3_3 = weights[3].w;
let w1_0_0 = weights[4].x; let w1_0_1 = weights[4].y; let w1_0_2 = weights[4].z; let w1_0_3 = weights[4].w;
let w1_1_0 = weights[5].x; let w1_1_1 = weights[5].y; let w1_1_2 = weights[5].z; let w1_1_3 = weights[5].w;
let w1_2_0 = weights[6].x; let w1_2_1 = weights[6].y; let w1_2_2 = weights[6].z; let w1_2_3 = weights[6].w;
let w1_3_0 = weights[7].x; let w1_3_1 = weights[7].y; let w1_3_2 = weights[7].z; let w1_3_3 = weights[7].w;
let w2_0_0 = weights[8].x; let w2_0_1 = weights[8].y; let w2_0_2 = weights[8].z; let w2_0_3 = weights[8].w;
let w2_1_0 = weights[9].x; let w2_1_1 = weights[9].y; let w2_1_2 = weights[9].z; let w2_1_3 = weights[9].w;
let w2_2_0 = weights[10].x; let w2_2_1 = weights[10].y; let w2_2_2 = weights[10].z; let w2_2_3 = weights[10].w;
let w2_3_0 = weights[11].x; let w2_3_1 = weights[11].y; let w2_3_2 = weights[11].z; let w2_3_3 = weights[11].w;
let w3_0_0 = weights[12].x; let w3_0_1 = weights[12].y; let w3_0_2 = weights[12].z; let w3_0_3 = weights[12].w;
let w3_1_0 = weights[13].x; let w3_1_1 = weights[13].y; let w3_1_2 = weights[13].z; let w3_1_3 = weights[13].w;
let w3_2_0 = weights[14].x; let w3_2_1 = weights[14].y; let w3_2_2 = weights[14].z; let w3_2_3 = weights[14].w;
let w3_3_0 = weights[15].x; let w3_3_1 = weights[15].y; let w3_3_2 = weights[15].z; let w3_3_3 = weights[15].w;
let w4_0_0 = weights[16].x; let w4_0_1 = weights[16].y; let w4_0_2 = weights[16].z; let w4_0_3 = weights[16].w;
let w4_1_0 = weights[17].x; let w4_1_1 = weights[17].y; let w4_1_2 = weights[17].z; let w4_1_3 = weights[17].w;
let w4_2_0 = weights[18].x; let w4_2_1 = weights[18].y; let w4_2_2 = weights[18].z; let w4_2_3 = weights[18].w;
let w4_3_0 = weights[19].x; let w4_3_1 = weights[19].y; let w4_3_2 = weights[19].z; let w4_3_3 = weights[19].w;
let w5_0_0 = weights[20].x; let w5_0_1 = weights[20].y; let w5_0_2 = weights[20].z; let w5_0_3 = weights[20].w;
let w5_1_0 = weights[21].x; let w5_1_1 = weights[21].y; let w5_1_2 = weights[21].z; let w5_1_3 = weights[21].w;
let w5_2_0 = weights[22].x; let w5_2_1 = weights[22].y; let w5_2_2 = weights[22].z; let w5_2_3 = weights[22].w;
let w5_3_0 = weights[23].x; let w5_3_1 = weights[23].y; let w5_3_2 = weights[23].z; let w5_3_3 = weights[23].w;
a0_0 = fma(x2_1_3, w5_3_0, fma(x2_0_3, w4_3_0, fma(x1_1_3, w3_3_0, fma(x1_0_3, w2_3_0, fma(x0_1_3, w1_3_0, fma(x0_0_3, w0_3_0, fma(x2_1_2, w5_2_0, fma(x2_0_2, w4_2_0, fma(x1_1_2, w3_2_0, fma(x1_0_2, w2_2_0, fma(x0_1_2, w1_2_0, fma(x0_0_2, w0_2_0, fma(x2_1_1, w5_1_0, fma(x2_0_1, w4_1_0, fma(x1_1_1, w3_1_0, fma(x1_0_1, w2_1_0, fma(x0_1_1, w1_1_0, fma(x0_0_1, w0_1_0, fma(x2_1_0, w5_0_0, fma(x2_0_0, w4_0_0, fma(x1_1_0, w3_0_0, fma(x1_0_0, w2_0_0, fma(x0_1_0, w1_0_0, fma(x0_0_0, w0_0_0, a0_0)))))))))))))))))))))))); a0_1 = fma(x2_1_3, w5_3_1, fma(x2_0_3, w4_3_1, fma(x1_1_3, w3_3_1, fma(x1_0_3, w2_3_1, fma(x0_1_3, w1_3_1, fma(x0_0_3, w0_3_1, fma(x2_1_2, w5_2_1, fma(x2_0_2, w4_2_1, fma(x1_1_2, w3_2_1, fma(x1_0_2, w2_2_1, fma(x0_1_2, w1_2_1, fma(x0_0_2, w0_2_1, fma(x2_1_1, w5_1_1, fma(x2_0_1, w4_1_1, fma(x1_1_1, w3_1_1, fma(x1_0_1, w2_1_1, fma(x0_1_1, w1_1_1, fma(x0_0_1, w0_1_1, fma(x2_1_0, w5_0_1, fma(x2_0_0, w4_0_1, fma(x1_1_0, w3_0_1, fma(x1_0_0, w2_0_1, fma(x0_1_0, w1_0_1, fma(x0_0_0, w0_0_1, a0_1)))))))))))))))))))))))); a0_2 = fma(x2_1_3, w5_3_2, fma(x2_0_3, w4_3_2, fma(x1_1_3, w3_3_2, fma(x1_0_3, w2_3_2, fma(x0_1_3, w1_3_2, fma(x0_0_3, w0_3_2, fma(x2_1_2, w5_2_2, fma(x2_0_2, w4_2_2, fma(x1_1_2, w3_2_2, fma(x1_0_2, w2_2_2, fma(x0_1_2, w1_2_2, fma(x0_0_2, w0_2_2, fma(x2_1_1, w5_1_2, fma(x2_0_1, w4_1_2, fma(x1_1_1, w3_1_2, fma(x1_0_1, w2_1_2, fma(x0_1_1, w1_1_2, fma(x0_0_1, w0_1_2, fma(x2_1_0, w5_0_2, fma(x2_0_0, w4_0_2, fma(x1_1_0, w3_0_2, fma(x1_0_0, w2_0_2, fma(x0_1_0, w1_0_2, fma(x0_0_0, w0_0_2, a0_2)))))))))))))))))))))))); a0_3 = fma(x2_1_3, w5_3_3, fma(x2_0_3, w4_3_3, fma(x1_1_3, w3_3_3, fma(x1_0_3, w2_3_3, fma(x0_1_3, w1_3_3, fma(x0_0_3, w0_3_3, fma(x2_1_2, w5_2_3, fma(x2_0_2, w4_2_3, fma(x1_1_2, w3_2_3, fma(x1_0_2, w2_2_3, fma(x0_1_2, w1_2_3, fma(x0_0_2, w0_2_3, fma(x2_1_1, w5_1_3, fma(x2_0_1, w4_1_3, fma(x1_1_1, w3_1_3, fma(x1_0_1, w2_1_3, fma(x0_1_1, w1_1_3, fma(x0_0_1, w0_1_3, fma(x2_1_0, w5_0_3, fma(x2_0_0, w4_0_3, fma(x1_1_0, w3_0_3, fma(x1_0_0, w2_0_3, fma(x0_1_0, w1_0_3, fma(x0_0_0, w0_0_3, a0_3))))))))))))))))))))))));
a1_0 = fma(x2_2_3, w5_3_0, fma(x2_1_3, w4_3_0, fma(x1_2_3, w3_3_0, fma(x1_1_3, w2_3_0, fma(x0_2_3, w1_3_0, fma(x0_1_3, w0_3_0, fma(x2_2_2, w5_2_0, fma(x2_1_2, w4_2_0, fma(x1_2_2, w3_2_0, fma(x1_1_2, w2_2_0, fma(x0_2_2, w1_2_0, fma(x0_1_2, w0_2_0, fma(x2_2_1, w5_1_0, fma(x2_1_1, w4_1_0, fma(x1_2_1, w3_1_0, fma(x1_1_1, w2_1_0, fma(x0_2_1, w1_1_0, fma(x0_1_1, w0_1_0, fma(x2_2_0, w5_0_0, fma(x2_1_0, w4_0_0, fma(x1_2_0, w3_0_0, fma(x1_1_0, w2_0_0, fma(x0_2_0, w1_0_0, fma(x0_1_0, w0_0_0, a1_0)))))))))))))))))))))))); a1_1 = fma(x2_2_3, w5_3_1, fma(x2_1_3, w4_3_1, fma(x1_2_3, w3_3_1, fma(x1_1_3, w2_3_1, fma(x0_2_3, w1_3_1, fma(x0_1_3, w0_3_1, fma(x2_2_2, w5_2_1, fma(x2_1_2, w4_2_1, fma(x1_2_2, w3_2_1, fma(x1_1_2, w2_2_1, fma(x0_2_2, w1_2_1, fma(x0_1_2, w0_2_1, fma(x2_2_1, w5_1_1, fma(x2_1_1, w4_1_1, fma(x1_2_1, w3_1_1, fma(x1_1_1, w2_1_1, fma(x0_2_1, w1_1_1, fma(x0_1_1, w0_1_1, fma(x2_2_0, w5_0_1, fma(x2_1_0, w4_0_1, fma(x1_2_0, w3_0_1, fma(x1_1_0, w2_0_1, fma(x0_2_0, w1_0_1, fma(x0_1_0, w0_0_1, a1_1)))))))))))))))))))))))); a1_2 = fma(x2_2_3, w5_3_2, fma(x2_1_3, w4_3_2, fma(x1_2_3, w3_3_2, fma(x1_1_3, w2_3_2, fma(x0_2_3, w1_3_2, fma(x0_1_3, w0_3_2, fma(x2_2_2, w5_2_2, fma(x2_1_2, w4_2_2, fma(x1_2_2, w3_2_2, fma(x1_1_2, w2_2_2, fma(x0_2_2, w1_2_2, fma(x0_1_2, w0_2_2, fma(x2_2_1, w5_1_2, fma(x2_1_1, w4_1_2, fma(x1_2_1, w3_1_2, fma(x1_1_1, w2_1_2, fma(x0_2_1, w1_1_2, fma(x0_1_1, w0_1_2, fma(x2_2_0, w5_0_2, fma(x2_1_0, w4_0_2, fma(x1_2_0, w3_0_2, fma(x1_1_0, w2_0_2, fma(x0_2_0, w1_0_2, fma(x0_1_0, w0_0_2, a1_2)))))))))))))))))))))))); a1_3 = fma(x2_2_3, w5_3_3, fma(x2_1_3, w4_3_3, fma(x1_2_3, w3_3_3, fma(x1_1_3, w2_3_3, fma(x0_2_3, w1_3_3, fma(x0_1_3, w0_3_3, fma(x2_2_2, w5_2_3, fma(x2_1_2, w4_2_3, fma(x1_2_2, w3_2_3, fma(x1_1_2, w2_2_3, fma(x0_2_2, w1_2_3, fma(x0_1_2, w0_2_3, fma(x2_2_1, w5_1_3, fma(x2_1_1, w4_1_3, fma(x1_2_1, w3_1_3, fma(x1_1_1, w2_1_3, fma(x0_2_1, w1_1_3, fma(x0_1_1, w0_1_3, fma(x2_2_0, w5_0_3, fma(x2_1_0, w4_0_3, fma(x1_2_0, w3_0_3, fma(x1_1_0, w2_0_3, fma(x0_2_0, w1_0_3, fma(x0_1_0, w0_0_3, a1_3))))))))))))))))))))))));
a2_0 = fma(x3_1_3, w5_3_0, fma(x3_0_3, w4_3_0, fma(x2_1_3, w3_3_0, fma(x2_0_3, w2_3_0, fma(x1_1_3, w1_3_0, fma(x1_0_3, w0_3_0, fma(x3_1_2, w5_2_0, fma(x3_0_2, w4_2_0, fma(x2_1_2, w3_2_0, fma(x2_0_2, w2_2_0, fma(x1_1_2, w1_2_0, fma(x1_0_2, w0_2_0, fma(x3_1_1, w5_1_0, fma(x3_0_1, w4_1_0, fma(x2_1_1, w3_1_0, fma(x2_0_1, w2_1_0, fma(x1_1_1, w1_1_0, fma(x1_0_1, w0_1_0, fma(x3_1_0, w5_0_0, fma(x3_0_0, w4_0_0, fma(x2_1_0, w3_0_0, fma(x2_0_0, w2_0_0, fma(x1_1_0, w1_0_0, fma(x1_0_0, w0_0_0, a2_0)))))))))))))))))))))))); a2_1 = fma(x3_1_3, w5_3_1, fma(x3_0_3, w4_3_1, fma(x2_1_3, w3_3_1, fma(x2_0_3, w2_3_1, fma(x1_1_3, w1_3_1, fma(x1_0_3, w0_3_1, fma(x3_1_2, w5_2_1, fma(x3_0_2, w4_2_1, fma(x2_1_2, w3_2_1, fma(x2_0_2, w2_2_1, fma(x1_1_2, w1_2_1, fma(x1_0_2, w0_2_1, fma(x3_1_1, w5_1_1, fma(x3_0_1, w4_1_1, fma(x2_1_1, w3_1_1, fma(x2_0_1, w2_1_1, fma(x1_1_1, w1_1_1, fma(x1_0_1, w0_1_1, fma(x3_1_0, w5_0_1, fma(x3_0_0, w4_0_1, fma(x2_1_0, w3_0_1, fma(x2_0_0, w2_0_1, fma(x1_1_0, w1_0_1, fma(x1_0_0, w0_0_1, a2_1)))))))))))))))))))))))); a2_2 = fma(x3_1_3, w5_3_2, fma(x3_0_3, w4_3_2, fma(x2_1_3, w3_3_2, fma(x2_0_3, w2_3_2, fma(x1_1_3, w1_3_2, fma(x1_0_3, w0_3_2, fma(x3_1_2, w5_2_2, fma(x3_0_2, w4_2_2, fma(x2_1_2, w3_2_2, fma(x2_0_2, w2_2_2, fma(x1_1_2, w1_2_2, fma(x1_0_2, w0_2_2, fma(x3_1_1, w5_1_2, fma(x3_0_1, w4_1_2, fma(x2_1_1, w3_1_2, fma(x2_0_1, w2_1_2, fma(x1_1_1, w1_1_2, fma(x1_0_1, w0_1_2, fma(x3_1_0, w5_0_2, fma(x3_0_0, w4_0_2, fma(x2_1_0, w3_0_2, fma(x2_0_0, w2_0_2, fma(x1_1_0, w1_0_2, fma(x1_0_0, w0_0_2, a2_2)))))))))))))))))))))))); a2_3 = fma(x3_1_3, w5_3_3, fma(x3_0_3, w4_3_3, fma(x2_1_3, w3_3_3, fma(x2_0_3, w2_3_3, fma(x1_1_3, w1_3_3, fma(x1_0_3, w0_3_3, fma(x3_1_2, w5_2_3, fma(x3_0_2, w4_2_3, fma(x2_1_2, w3_2_3, fma(x2_0_2, w2_2_3, fma(x1_1_2, w1_2_3, fma(x1_0_2, w0_2_3, fma(x3_1_1, w5_1_3, fma(x3_0_1, w4_1_3, fma(x2_1_1, w3_1_3, fma(x2_0_1, w2_1_3, fma(x1_1_1, w1_1_3, fma(x1_0_1, w0_1_3, fma(x3_1_0, w5_0_3, fma(x3_0_0, w4_0_3, fma(x2_1_0, w3_0_3, fma(x2_0_0, w2_0_3, fma(x1_1_0, w1_0_3, fma(x1_0_0, w0_0_3, a2_3))))))))))))))))))))))));
a3_0 = fma(x3_2_3, w5_3_0, fma(x3_1_3, w4_3_0, fma(x2_2_3, w3_3_0, fma(x2_1_3, w2_3_0, fma(x1_2_3, w1_3_0, fma(x1_1_3, w0_3_0, fma(x3_2_2, w5_2_0, fma(x3_1_2, w4_2_0, fma(x2_2_2, w3_2_0, fma(x2_1_2, w2_2_0, fma(x1_2_2, w1_2_0, fma(x1_1_2, w0_2_0, fma(x3_2_1, w5_1_0, fma(x3_1_1, w4_1_0, fma(x2_2_1, w3_1_0, fma(x2_1_1, w2_1_0, fma(x1_2_1, w1_1_0, fma(x1_1_1, w0_1_0, fma(x3_2_0, w5_0_0, fma(x3_1_0, w4_0_0, fma(x2_2_0, w3_0_0, fma(x2_1_0, w2_0_0, fma(x1_2_0, w1_0_0, fma(x1_1_0, w0_0_0, a3_0)))))))))))))))))))))))); a3_1 = fma(x3_2_3, w5_3_1, fma(x3_1_3, w4_3_1, fma(x2_2_3, w3_3_1, fma(x2_1_3, w2_3_1, fma(x1_2_3, w1_3_1, fma(x1_1_3, w0_3_1, fma(x3_2_2, w5_2_1, fma(x3_1_2, w4_2_1, fma(x2_2_2, w3_2_1, fma(x2_1_2, w2_2_1, fma(x1_2_2, w1_2_1, fma(x1_1_2, w0_2_1, fma(x3_2_1, w5_1_1, fma(x3_1_1, w4_1_1, fma(x2_2_1, w3_1_1, fma(x2_1_1, w2_1_1, fma(x1_2_1, w1_1_1, fma(x1_1_1, w0_1_1, fma(x3_2_0, w5_0_1, fma(x3_1_0, w4_0_1, fma(x2_2_0, w3_0_1, fma(x2_1_0, w2_0_1, fma(x1_2_0, w1_0_1, fma(x1_1_0, w0_0_1, a3_1)))))))))))))))))))))))); a3_2 = fma(x3_2_3, w5_3_2, fma(x3_1_3, w4_3_2, fma(x2_2_3, w3_3_2, fma(x2_1_3, w2_3_2, fma(x1_2_3, w1_3_2, fma(x1_1_3, w0_3_2, fma(x3_2_2, w5_2_2, fma(x3_1_2, w4_2_2, fma(x2_2_2, w3_2_2, fma(x2_1_2, w2_2_2, fma(x1_2_2, w1_2_2, fma(x1_1_2, w0_2_2, fma(x3_2_1, w5_1_2, fma(x3_1_1, w4_1_2, fma(x2_2_1, w3_1_2, fma(x2_1_1, w2_1_2, fma(x1_2_1, w1_1_2, fma(x1_1_1, w0_1_2, fma(x3_2_0, w5_0_2, fma(x3_1_0, w4_0_2, fma(x2_2_0, w3_0_2, fma(x2_1_0, w2_0_2, fma(x1_2_0, w1_0_2, fma(x1_1_0, w0_0_2, a3_2)))))))))))))))))))))))); a3_3 = fma(x3_2_3, w5_3_3, fma(x3_1_3, w4_3_3, fma(x2_2_3, w3_3_3, fma(x2_1_3, w2_3_3, fma(x1_2_3, w1_3_3, fma(x1_1_3, w0_3_3, fma(x3_2_2, w5_2_3, fma(x3_1_2, w4_2_3, fma(x2_2_2, w3_2_3, fma(x2_1_2, w2_2_3, fma(x1_2_2, w1_2_3, fma(x1_1_2, w0_2_3, fma(x3_2_1, w5_1_3, fma(x3_1_1, w4_1_3, fma(x2_2_1, w3_1_3, fma(x2_1_1, w2_1_3, fma(x1_2_1, w1_1_3, fma(x1_1_1, w0_1_3, fma(x3_2_0, w5_0_3, fma(x3_1_0, w4_0_3, fma(x2_2_0, w3_0_3, fma(x2_1_0, w2_0_3, fma(x1_2_0, w1_0_3, fma(x1_1_0, w0_0_3, a3_3))))))))))))))))))))))));
let k0_0_1 = select(0u, 1u, a1_0 > a0_0); let m0_0_1 = select(a0_0, a1_0, a1_0 > a0_0); let k0_0_2 = select(k0_0_1, 2u, a2_0 > m0_0_1); let m0_0_2 = select(m0_0_1, a2_0, a2_0 > m0_0_1); let k0_0_3 = select(k0_0_2, 3u, a3_0 > m0_0_2); let m0_0_3 = select(m0_0_2, a3_0, a3_0 > m0_0_2);
let k0_1_1 = select(0u, 1u, a1_1 > a0_1); let m0_1_1 = select(a0_1, a1_1, a1_1 > a0_1); let k0_1_2 = select(k0_1_1, 2u, a2_1 > m0_1_1); let m0_1_2 = select(m0_1_1, a2_1, a2_1 > m0_1_1); let k0_1_3 = select(k0_1_2, 3u, a3_1 > m0_1_2); let m0_1_3 = select(m0_1_2, a3_1, a3_1 > m0_1_2);
let k0_2_1 = select(0u, 1u, a1_2 > a0_2); let m0_2_1 = select(a0_2, a1_2, a1_2 > a0_2); let k0_2_2 = select(k0_2_1, 2u, a2_2 > m0_2_1); let m0_2_2 = select(m0_2_1, a2_2, a2_2 > m0_2_1); let k0_2_3 = select(k0_2_2, 3u, a3_2 > m0_2_2); let m0_2_3 = select(m0_2_2, a3_2, a3_2 > m0_2_2);
let k0_3_1 = select(0u, 1u, a1_3 > a0_3); let m0_3_1 = select(a0_3, a1_3, a1_3 > a0_3); let k0_3_2 = select(k0_3_1, 2u, a2_3 > m0_3_1); let m0_3_2 = select(m0_3_1, a2_3, a2_3 > m0_3_1); let k0_3_3 = select(k0_3_2, 3u, a3_3 > m0_3_2); let m0_3_3 = select(m0_3_2, a3_3, a3_3 > m0_3_2);
sums[0] = vec4f(m0_0_3, m0_1_3, m0_2_3, m0_3_3);
places[0] = ((k0_0_3 | select(0u, 4u, m0_0_3 > 0.0)) << 0u) | ((k0_1_3 | select(0u, 4u, m0_1_3 > 0.0)) << 8u) | ((k0_2_3 | select(0u, 4u, m0_2_3 > 0.0)) << 16u) | ((k0_3_3 | select(0u, 4u, m0_3_3 > 0.0)) << 24u);
for (var p = 0; p < 1; p++) { for (var q = 0; q < 1; q++) {
{
let cell = (n * 3 + row / 2 + p) * 3 + column / 2 + q;
let start = p * 1 + q;
for (var c = 0; c < 1; c++) { y[(cell * 8 + c0) / 4 + c] = activate(sums[start * 1 + c]); }
for (var c = 0; c < 1; c++) { argmax[cell * 2 + c0 / 4 + c] = places[start * 1 + c]; }
}
} }
}
}
