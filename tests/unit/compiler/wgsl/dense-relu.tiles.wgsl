// dense 32×256 → 32, relu
// workgroups 4 × 1 × 1, 524288 FLOP
@group(0) @binding(0) var<storage, read> x: array<f32, 8192>;
@group(0) @binding(1) var<storage, read> w: array<f32, 8192>;
@group(0) @binding(2) var<storage, read_write> partials: array<f32, 4096>;

var<workgroup> left_slice: array<vec4f, 272>;
var<workgroup> right_slice: array<vec4f, 272>;
@compute @workgroup_size(256)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let block = group.x + group.y * 4u;
if (block >= 4u) {

return;
}
let n0 = block % 1u * 64u;
let m0 = block / 1u % 1u * 64u;
let chunk = block / 1u;
let end = min((chunk + 1u) * 64u, 256u);
let tx = local % 16u;
let ty = local / 16u;
var c0_0 = vec4f(0.0);
var c1_0 = vec4f(0.0);
var c2_0 = vec4f(0.0);
var c3_0 = vec4f(0.0);
for (var start = chunk * 64u; start < end; start += 16u) {
for (var e = local; e < 256u; e += 256u) {
let t = e % 16u;
let q = e / 16u;
let k = m0 + 4u * q;
let r = start + t;
var loaded = vec4f(0.0);
if (r < end) {
if (k + 0u < 32u) { loaded.x = x[(k + 0u) * 256u + r]; }
if (k + 1u < 32u) { loaded.y = x[(k + 1u) * 256u + r]; }
if (k + 2u < 32u) { loaded.z = x[(k + 2u) * 256u + r]; }
if (k + 3u < 32u) { loaded.w = x[(k + 3u) * 256u + r]; }
}
left_slice[t * 17u + q] = loaded;
}
for (var e = local; e < 256u; e += 256u) {
let t = e / 16u;
let q = e % 16u;
let k = n0 + 4u * q;
let r = start + t;
var loaded = vec4f(0.0);
if (r < end) {
if (k + 0u < 32u) { loaded.x = w[r * 32u + (k + 0u)]; }
if (k + 1u < 32u) { loaded.y = w[r * 32u + (k + 1u)]; }
if (k + 2u < 32u) { loaded.z = w[r * 32u + (k + 2u)]; }
if (k + 3u < 32u) { loaded.w = w[r * 32u + (k + 3u)]; }
}
right_slice[t * 17u + q] = loaded;
}
workgroupBarrier();
for (var t = 0u; t < 16u; t++) {
let a0 = left_slice[t * 17u + 0u + ty];
let b0 = right_slice[t * 17u + 0u + tx];
c0_0 = fma(vec4f(a0.x), b0, c0_0);
c1_0 = fma(vec4f(a0.y), b0, c1_0);
c2_0 = fma(vec4f(a0.z), b0, c2_0);
c3_0 = fma(vec4f(a0.w), b0, c3_0);
}
workgroupBarrier();
}
{
let m = m0 + 0u * 64u + 4u * ty + 0u;
if (m < 32u) {
for (var q = 0u; q < 4u; q++) {
let n = n0 + 0u * 64u + 4u * tx + q;
if (n < 32u) { partials[(chunk * 32u + m) * 32u + n] = c0_0[q]; }
}
}
}
{
let m = m0 + 0u * 64u + 4u * ty + 1u;
if (m < 32u) {
for (var q = 0u; q < 4u; q++) {
let n = n0 + 0u * 64u + 4u * tx + q;
if (n < 32u) { partials[(chunk * 32u + m) * 32u + n] = c1_0[q]; }
}
}
}
{
let m = m0 + 0u * 64u + 4u * ty + 2u;
if (m < 32u) {
for (var q = 0u; q < 4u; q++) {
let n = n0 + 0u * 64u + 4u * tx + q;
if (n < 32u) { partials[(chunk * 32u + m) * 32u + n] = c2_0[q]; }
}
}
}
{
let m = m0 + 0u * 64u + 4u * ty + 3u;
if (m < 32u) {
for (var q = 0u; q < 4u; q++) {
let n = n0 + 0u * 64u + 4u * tx + q;
if (n < 32u) { partials[(chunk * 32u + m) * 32u + n] = c3_0[q]; }
}
}
}
}

// dense 32×256 → 32, relu, sum
// workgroups 16 × 1 × 1, 4096 FLOP
@group(0) @binding(0) var<storage, read> b: array<f32, 32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32, 1024>;
@group(0) @binding(2) var<storage, read> partials: array<f32, 4096>;
fn activate(v: f32) -> f32 { return select(v, f32(0.0), v <= f32(0.0)); }
@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
let index = group.x * 64u + local;

var sum = partials[index];
for (var c = 1u; c < 4u; c++) { sum += partials[index + c * 1024u]; }
let m = index / 32u;
let n = index % 32u;
y[m * 32u + n] = activate(sum + b[n]);
}
