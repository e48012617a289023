// softmax-cross-entropy 16×100
// workgroups 1 × 1 × 1, 12800 FLOP
@group(0) @binding(0) var<storage, read> logits: array<f32, 1600>;
@group(0) @binding(1) var<storage, read> labels: array<u32, 16>;
@group(0) @binding(2) var<storage, read_write> dLogits: array<f32, 1600>;
@group(0) @binding(3) var<storage, read_write> metricsRing: array<f32, 24>;
@group(0) @binding(4) var<storage, read> stepCounter: array<u32, 4>;
var<workgroup> exchange: array<f32, 128>;
@compute @workgroup_size(128)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
var own = 0.0;
for (var first = 0u; first < 16u; first += 8u) {
let lane = local % 16u;
let place = first + local / 16u;
let sample = min(place, 15u);
let row = sample * 100u;
var largest = logits[row + lane];
for (var c = lane; c < 100u; c += 16u) {
largest = max(largest, logits[row + c]);
}
exchange[local] = largest;
workgroupBarrier();
largest = exchange[local - lane];
for (var t = 1u; t < 16u; t++) { let other = exchange[local - lane + t]; largest = max(largest, other); }
workgroupBarrier();
var total_exp = 0.0;
var predicted = f32(100);
for (var c = lane; c < 100u; c += 16u) {
let z = logits[row + c] - largest;
total_exp += exp(z);
if (z == 0.0) { predicted = min(predicted, f32(c)); }
}
exchange[local] = total_exp;
workgroupBarrier();
total_exp = exchange[local - lane];
for (var t = 1u; t < 16u; t++) { let other = exchange[local - lane + t]; total_exp = total_exp + other; }
workgroupBarrier();
exchange[local] = predicted;
workgroupBarrier();
predicted = exchange[local - lane];
for (var t = 1u; t < 16u; t++) { let other = exchange[local - lane + t]; predicted = min(predicted, other); }
workgroupBarrier();
if (place < 16u) {
let label = labels[sample];
if (lane == 0u) { own += log(total_exp) - (logits[row + label] - largest); }
for (var c = lane; c < 100u; c += 16u) {
let portion = exp(logits[row + c] - largest) / total_exp;
dLogits[row + c] = (portion - select(0f, 1f, c == label)) / 16.0;
}
}
}
exchange[local] = own;
workgroupBarrier();
if (local == 0u) {
var total = exchange[0];
for (var i = 1u; i < 128u; i++) { total += exchange[i]; }
metricsRing[stepCounter[0] % 8u * 3u + 0u] = total / 16.0;
}
}
