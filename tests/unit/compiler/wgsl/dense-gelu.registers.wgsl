// dense 32×256 → 32, gelu
// workgroups 8 × 1 × 1, 524288 FLOP
@group(0) @binding(0) var<storage, read> x: array<f32, 8192>;
@group(0) @binding(1) var<storage, read> w: array<f32, 8192>;
@group(0) @binding(2) var<storage, read> b: array<f32, 32>;
@group(0) @binding(3) var<storage, read_write> y: array<f32, 1024>;
@group(0) @binding(4) var<storage, read_write> preActivation: array<f32, 1024>;
fn normal_cdf(x: f32) -> f32 {
let z = abs(x) * 0.7071067690849304f;
let t = 1.0 / (1.0 + 0.32759109139442444f * z);
let tail = 0.5 * (0.2548295855522156f + ((-0.2844967246055603f) + (1.421413779258728f + ((-1.453152060508728f) + (1.0614054203033447f) * t) * t) * t) * t) * t * exp(-z * z);
return select(tail, 1.0 - tail, x > f32(0.0));
}
fn activate(v: f32) -> f32 { return v * normal_cdf(v); }
@compute @workgroup_size(4)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 4u + local;


let down = index % 4u;
let across = index / 4u;
let m0 = down + 0u;
let m1 = down + 4u;
let m2 = down + 8u;
let m3 = down + 12u;
let m4 = down + 16u;
let m5 = down + 20u;
let m6 = down + 24u;
let m7 = down + 28u;
let n0 = across + 0u;
let n1 = across + 8u;
let n2 = across + 16u;
let n3 = across + 24u;
var c0_0 = 0.0; var c0_1 = 0.0; var c0_2 = 0.0; var c0_3 = 0.0;
var c1_0 = 0.0; var c1_1 = 0.0; var c1_2 = 0.0; var c1_3 = 0.0;
var c2_0 = 0.0; var c2_1 = 0.0; var c2_2 = 0.0; var c2_3 = 0.0;
var c3_0 = 0.0; var c3_1 = 0.0; var c3_2 = 0.0; var c3_3 = 0.0;
var c4_0 = 0.0; var c4_1 = 0.0; var c4_2 = 0.0; var c4_3 = 0.0;
var c5_0 = 0.0; var c5_1 = 0.0; var c5_2 = 0.0; var c5_3 = 0.0;
var c6_0 = 0.0; var c6_1 = 0.0; var c6_2 = 0.0; var c6_3 = 0.0;
var c7_0 = 0.0; var c7_1 = 0.0; var c7_2 = 0.0; var c7_3 = 0.0;
var t0_0 = 0.0; var t0_1 = 0.0; var t0_2 = 0.0; var t0_3 = 0.0;
var t1_0 = 0.0; var t1_1 = 0.0; var t1_2 = 0.0; var t1_3 = 0.0;
var t2_0 = 0.0; var t2_1 = 0.0; var t2_2 = 0.0; var t2_3 = 0.0;
var t3_0 = 0.0; var t3_1 = 0.0; var t3_2 = 0.0; var t3_3 = 0.0;
var t4_0 = 0.0; var t4_1 = 0.0; var t4_2 = 0.0; var t4_3 = 0.0;
var t5_0 = 0.0; var t5_1 = 0.0; var t5_2 = 0.0; var t5_3 = 0.0;
var t6_0 = 0.0; var t6_1 = 0.0; var t6_2 = 0.0; var t6_3 = 0.0;
var t7_0 = 0.0; var t7_1 = 0.0; var t7_2 = 0.0; var t7_3 = 0.0;
for (var first = 0u; first < 256u; first += 64u) {
c0_0 = 0.0; c0_1 = 0.0; c0_2 = 0.0; c0_3 = 0.0;
c1_0 = 0.0; c1_1 = 0.0; c1_2 = 0.0; c1_3 = 0.0;
c2_0 = 0.0; c2_1 = 0.0; c2_2 = 0.0; c2_3 = 0.0;
c3_0 = 0.0; c3_1 = 0.0; c3_2 = 0.0; c3_3 = 0.0;
c4_0 = 0.0; c4_1 = 0.0; c4_2 = 0.0; c4_3 = 0.0;
c5_0 = 0.0; c5_1 = 0.0; c5_2 = 0.0; c5_3 = 0.0;
c6_0 = 0.0; c6_1 = 0.0; c6_2 = 0.0; c6_3 = 0.0;
c7_0 = 0.0; c7_1 = 0.0; c7_2 = 0.0; c7_3 = 0.0;
for (var r = first; r < min(first + 64u, 256u); r++) {
let a0 = x[m0 * 256u + r]; let a1 = x[m1 * 256u + r]; let a2 = x[m2 * 256u + r]; let a3 = x[m3 * 256u + r]; let a4 = x[m4 * 256u + r]; let a5 = x[m5 * 256u + r]; let a6 = x[m6 * 256u + r]; let a7 = x[m7 * 256u + r];
let b0 = w[r * 32u + n0]; let b1 = w[r * 32u + n1]; let b2 = w[r * 32u + n2]; let b3 = w[r * 32u + n3];
c0_0 = fma(a0, b0, c0_0); c0_1 = fma(a0, b1, c0_1); c0_2 = fma(a0, b2, c0_2); c0_3 = fma(a0, b3, c0_3);
c1_0 = fma(a1, b0, c1_0); c1_1 = fma(a1, b1, c1_1); c1_2 = fma(a1, b2, c1_2); c1_3 = fma(a1, b3, c1_3);
c2_0 = fma(a2, b0, c2_0); c2_1 = fma(a2, b1, c2_1); c2_2 = fma(a2, b2, c2_2); c2_3 = fma(a2, b3, c2_3);
c3_0 = fma(a3, b0, c3_0); c3_1 = fma(a3, b1, c3_1); c3_2 = fma(a3, b2, c3_2); c3_3 = fma(a3, b3, c3_3);
c4_0 = fma(a4, b0, c4_0); c4_1 = fma(a4, b1, c4_1); c4_2 = fma(a4, b2, c4_2); c4_3 = fma(a4, b3, c4_3);
c5_0 = fma(a5, b0, c5_0); c5_1 = fma(a5, b1, c5_1); c5_2 = fma(a5, b2, c5_2); c5_3 = fma(a5, b3, c5_3);
c6_0 = fma(a6, b0, c6_0); c6_1 = fma(a6, b1, c6_1); c6_2 = fma(a6, b2, c6_2); c6_3 = fma(a6, b3, c6_3);
c7_0 = fma(a7, b0, c7_0); c7_1 = fma(a7, b1, c7_1); c7_2 = fma(a7, b2, c7_2); c7_3 = fma(a7, b3, c7_3);
}
t0_0 += c0_0; t0_1 += c0_1; t0_2 += c0_2; t0_3 += c0_3;
t1_0 += c1_0; t1_1 += c1_1; t1_2 += c1_2; t1_3 += c1_3;
t2_0 += c2_0; t2_1 += c2_1; t2_2 += c2_2; t2_3 += c2_3;
t3_0 += c3_0; t3_1 += c3_1; t3_2 += c3_2; t3_3 += c3_3;
t4_0 += c4_0; t4_1 += c4_1; t4_2 += c4_2; t4_3 += c4_3;
t5_0 += c5_0; t5_1 += c5_1; t5_2 += c5_2; t5_3 += c5_3;
t6_0 += c6_0; t6_1 += c6_1; t6_2 += c6_2; t6_3 += c6_3;
t7_0 += c7_0; t7_1 += c7_1; t7_2 += c7_2; t7_3 += c7_3;
}
var sums = array<f32, 32>(t0_0, t0_1, t0_2, t0_3,
t1_0, t1_1, t1_2, t1_3,
t2_0, t2_1, t2_2, t2_3,
t3_0, t3_1, t3_2, t3_3,
t4_0, t4_1, t4_2, t4_3,
t5_0, t5_1, t5_2, t5_3,
t6_0, t6_1, t6_2, t6_3,
t7_0, t7_1, t7_2, t7_3,);
for (var e = 0u; e < 32u; e++) {
let m = down + e / 4u * 4u;
let n = across + e % 4u * 8u;
preActivation[m * 32u + n] = sums[e] + b[n]; y[m * 32u + n] = activate(preActivation[m * 32u + n]);
}
}
