// softmax-cross-entropy 4×10
// workgroups 1 × 1 × 1, 320 FLOP
@group(0) @binding(0) var<storage, read> logits: array<f32, 40>;
@group(0) @binding(1) var<storage, read> labels: array<u32, 4>;
@group(0) @binding(2) var<storage, read_write> dLogits: array<f32, 40>;
@group(0) @binding(3) var<storage, read_write> metricsRing: array<f32, 24>;
@group(0) @binding(4) var<storage, read> stepCounter: array<u32, 4>;
var<workgroup> exchange: array<f32, 64>;
@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
var own = 0.0;
for (var first = 0u; first < 4u; first += 64u) {
let lane = local % 1u;
let place = first + local / 1u;
let sample = min(place, 3u);
let row = sample * 10u;
var largest = logits[row + lane];
for (var c = lane; c < 10u; c += 1u) {
largest = max(largest, logits[row + c]);
}

var total_exp = 0.0;
var total_z = 0.0;
var predicted = f32(10);
for (var c = lane; c < 10u; c += 1u) {
let z = logits[row + c] - largest;
total_exp += exp(z);
total_z += z;
if (z == 0.0) { predicted = min(predicted, f32(c)); }
}



if (place < 4u) {
let label = labels[sample];
if (lane == 0u) { own += log(total_exp) - 0.8999999761581421f * (logits[row + label] - largest) - 0.009999999776482582f * total_z; }
for (var c = lane; c < 10u; c += 1u) {
let portion = exp(logits[row + c] - largest) / total_exp;
dLogits[row + c] = (portion - select(0.009999999776482582f, 0.9100000262260437f, c == label)) / 4.0;
}
}
}
exchange[local] = own;
workgroupBarrier();
if (local == 0u) {
var total = exchange[0];
for (var i = 1u; i < 64u; i++) { total += exchange[i]; }
metricsRing[stepCounter[0] % 8u * 3u + 0u] = total / 4.0;
}
}
