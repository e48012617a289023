/** What is wrong, and what to do about it: by the ids of core/error-facts.ts. */
export const errors = {
  noExperiment: 'No experiment is open. Open one first.',
  experimentReplaced: 'Another experiment was opened meanwhile.',
  noLaneOfId: 'This run has no lane with the id {got}. It has {ids}.',
  noSuchLane:
    'There is no lane {lane}: this run has {lanes, plural, one {# lane} other {# lanes}}, counted from 0.',
  editInFairRace:
    'A fair race runs as it was declared, so its values cannot be edited. Race in quick mode to edit them, or stop the lane.',
  editInLaterSeed:
    'The other seeds repeat the first one, so values cannot be edited now. Restart to edit them, or stop the lane.',
  noDevice: 'The engine is not connected to a device yet.',
  deviceLost:
    'The GPU was lost ({reason}). Restart trains again from the same initial weights; if it is lost again, use smaller batches or fewer filters.',
  deviceTakenAway:
    'The GPU was lost. Restart trains again from the same initial weights; if it is lost again, use smaller batches or fewer filters.',
  threadSilent:
    'A thread that shares the training step has stopped answering. Restart trains again from the same initial weights.',
  outOfMemory:
    'The GPU ran out of memory ({reason}). Restart trains again from the same initial weights; if it fails again, use smaller batches or fewer filters.',
  deviceError:
    'The GPU reported an error ({reason}). Restart trains again from the same initial weights; if it fails again, use smaller batches or fewer filters.',
  kernelNotCompiled:
    'The kernel {kernel} does not compile on this GPU ({reason}). Choose another model or backend.',
  bufferTooLarge:
    'The GPU grants at most {max, number} MiB per buffer, but the run needs {need, number} MiB for {content, select, images {the images of the dataset} imageTables {the tables of the images} weights {the weights} statistics {the running statistics} gradients {the gradients of the weights} updateCopies {the copies that updates are measured with} probe {the weights to evaluate at} storedGradients {the gradients that the optimizer keeps} optimizerState {the state of the optimizer ({part})} optimizerTables {the tables of the optimizer} stepTables {the tables of the steps ahead} scratch {the scratch memory of {part}} outputGradients {the gradients of {part}} other {the outputs of {part}}}, and {total, number} MiB in all.',
  memoryExhausted:
    'There is not enough memory: the run needs {total, number} MiB, of which {need, number} MiB for {kind, select, images {the images of the dataset} weights {the weights and their gradients} optimizer {the state of the optimizers} other {the outputs of the layers and their gradients}}.',
  needsWebGpu:
    'This needs WebGPU, but training runs by {backend}. Use a browser with a GPU, or open the page with ?backend=webgpu.',
  verifyNeedsWasm:
    'A result is verified in WebAssembly with SIMD, which is not available here. Use a current browser, or a page whose policy allows WebAssembly.',
  weightsWhileSearching: 'The learning rates are still being searched. Wait until the race begins.',
  weightsOfStoppedLane: 'The lane was stopped before this seed. Export another lane.',
  weightsBetweenSeeds: 'There are no weights between two seeds. Wait until the next seed begins.',
  weightsBeforeResume:
    'The weights of the last seed were not kept when the run was resumed. Train again to export them.',
  weightsNotHere:
    'The file of initial weights (sha256 {sha256}…) is not on this computer. Choose the file, or start from random weights.',
  weightsOtherFile:
    'The link needs the file with sha256 {expected}…, but this one has {got}…. Choose the right file, or start from random weights.',
  benchCount: 'must be a whole number of at least {min}, got {got}. Try 100.',
  snapshotSteps:
    'Lane {lane} is at step {step}, but lane {other} is at step {otherStep}. Restore all lanes from the same step, or deactivate the others.',
  snapshotVersion:
    'This snapshot has version {got}, which this version of Downhill cannot read. Take it again.',
  snapshotOtherNetwork: 'The snapshot is of another network. Open the experiment it was taken in.',
  snapshotOtherOptimizer:
    'The snapshot is of a lane with {got}, but this lane has {expected}. Restore it to a lane with the same optimizer.',
  snapshotOtherSettings:
    'The snapshot is of {optimizer} with other options, clipping or stability guard. Restore it to a lane with the same settings.',
  snapshotOtherSeed:
    'The snapshot is of seed {got}, but this run has seed {expected}. Set the seed to that of the snapshot.',
  snapshotCounts:
    'The snapshot is damaged: {accepted} of {step} steps cannot have been accepted. Take it again.',
  snapshotTensor: 'The snapshot is damaged: {name} must have the shape {expected}, got {got}. Take it again.',
  checkpointVersion:
    'This checkpoint has version {got}, which this version of Downhill cannot read. Take it again.',
  checkpointDamaged: 'The checkpoint is damaged at {part}. Take it again.',
  nothingLeftToTrain: 'This run is at its end. Restart it to train again.',
  imageBytes:
    'Images of this dataset have {height} × {width} × {channels} bytes each, got {got} bytes. Resize the images.',
  notOneImage: 'Give one image at a time, got {got}.',
  noSuchClass:
    'There is no class {got}: the dataset has {classes, plural, one {# class} other {# classes}}, counted from 0.',
  otherNetworkValues:
    'The weights are of another network: expected {expected}, got {got}. Use weights of this network.',
  workerCrashed:
    'The training worker stopped ({cause, select, load {its script could not be loaded} messageerror {a message could not be read} exit {it ended without a word} other {{reason}}}). Restart trains again from the same initial weights.',
  workerNotStarted:
    'The training worker cannot start here ({reason}). If this page is shown inside another page, open it in its own tab.',
  workerReplaced: 'The training worker was replaced.',
  laneWorkerFailed:
    'A lane’s worker failed repeatedly ({reason}). Results so far are kept. Restart trains again from the same initial weights; if it fails again, use smaller batches or fewer lanes.',
  laneWorkerEnded:
    'A lane’s worker was ended repeatedly, perhaps because memory ran out. Results so far are kept. Restart trains again from the same initial weights; if it happens again, use smaller batches or fewer lanes.',
  noWorker: 'The training worker is not running. Reload the page.',
  readingStopped:
    'Reading the file stopped ({cause, select, load {the script that reads it could not be loaded} messageerror {what was read could not be handed over} other {{reason}}}). Try again, or reload the page.',
  dataFileMissing: '{file} is missing (HTTP {status}). Put the whole data folder on the server.',
  dataFileRejected: 'The server refused {file} (HTTP {status}). Try again.',
  dataFileIsPage:
    '{file} is missing: a web page of {bytes, number} bytes came in its place. Put the whole data folder on the server.',
  dataFileOffline: '{file} cannot be fetched: this computer is offline. Connect it and try again.',
  dataFileNotFetched: '{file} cannot be fetched ({reason}). Check the connection and try again.',
  dataFileBrokeOff:
    '{file} broke off after {bytes, number} bytes ({reason}). Check the connection and try again.',
  dataFileUnread: '{file} cannot be read ({reason}). Try again.',
  dataFileChecksum:
    '{file} does not match its checksum (sha256 {got}… instead of {expected}…). Download it again.',
  dataFileShort: '{file} is cut short: {got, number} of {expected, number} bytes came. Download it again.',
  dataFileLong: '{file} is too long: {got, number} bytes instead of {expected, number}. Download it again.',
  dataFileUnpacked:
    '{file} was unpacked on the way: {got, number} bytes instead of {expected, number}. Have the server send it without Content-Encoding.',
  dataFileNotGzip: '{file} cannot be unpacked, as it is not a whole gzip file. Download it again.',
  dataFileUnpacksToMore:
    '{file} unpacks to more than the {expected, number} bytes of its manifest. Download it again.',
  dataFileUnpacksToLess:
    '{file} unpacks to {got, number} bytes instead of {expected, number}. Download it again.',
  dataFileLabel:
    '{file} has a label that is not a class: sample {sample, number} has {got, number}, the largest is {max, number}. Download it again.',
  dataFileNotJson: '{file} is not JSON. Download it again.',
  dataManifestInvalid: '{file} is not a manifest that this version reads. Download it again.',
  dataManifestKey: '{file} is not a manifest that this version reads: {key} is not valid. Download it again.',
  dataManifestOther: '{file} is of {got} instead of {expected}. Put the right file there.',
  imagesNotHere: 'The images {name} (sha256 {sha256}…) are not on this computer. Choose another dataset.',
  dataClosed: 'The dataset {id} was closed while it loaded. Open it again.',
  imagesTooLarge:
    'the images may take {max} at most, but take {got} at {shape}. Choose smaller ones or fewer classes.',
  validationTooLarge:
    'must be a whole number from 0 to {max, number}, the size of the training set, got {got, number}.',
  batchOverTrainCount:
    'must be at most {max, number}, the training images in use, got {got, number}. Lower it, or use more training images.',
  batchOverTraining:
    'must be at most {max, number}, the training images left of {total, number} with {validation, number} held out, got {got, number}. Lower it, or hold out fewer images.',
  patchesDivideImage: '{layer}: patches must divide the image of {image}, got {got}. Choose {choices}.',
  headsDivideWidth: '{layer}: heads must divide the width of {width}, got {got}. Choose {choices}.',
  groupsDivideChannels: '{layer}: groups must divide the {channels} channels, got {got}. Choose {choices}.',
  groupTooFew:
    '{layer}: a group needs more than one value, got {got} groups of {input}. Choose fewer groups or larger images.',
  batchNormTooFew:
    '{layer}: batch norm needs more than one value per channel, got batches of {images} with {input}. Raise the batch size, or choose group norm.',
  kernelTooLarge:
    '{layer}: a {size}×{size} kernel without padding needs at least {size} × {size}, got {input}. Choose a smaller kernel or larger images.',
  poolTooSmall:
    '{layer}: a {size}×{size} pool needs at least {size} × {size}, got {input}. {fix, select, pools {Use fewer pools or larger images.} stem {Use larger images, or no pool after the stem.} other {Use fewer conv blocks.}}',
  poolTwice: 'a convolution has at most one pool, got {got} twice. Name it once.',
  weightsTooLarge: 'The files take {got}, but at most {max} can be read. Choose smaller weights.',
  weightsTwoModels: 'These files are of several models. Choose {files}.',
  weightsNoFile: 'No file was chosen. Choose a .safetensors file, or a model.json with its .bin files.',
  weightsOtherFiles:
    'Weights are a .safetensors file, or a model.json with its .bin files, got {got}. Choose those.',
  weightsOneBin: '{json} needs one .bin file, got {got}. Choose both at once.',
  weightsBinMissing: '{json} names {file}, which is missing. Choose both at once.',
  tfjsUnread:
    'The model.json {fault, select, tooLong {is too long} tooDeep {nests too deep} other {is not JSON}}. Choose the model.json of a TensorFlow.js model with its .bin files.',
  tfjsNoList:
    '{json} has no list of weights. Choose the model.json of a TensorFlow.js model with its .bin files.',
  tfjsListInvalid:
    'The model.json has no list of weights at {at}. Choose the model.json of a TensorFlow.js model with its .bin files.',
  tfjsTooMany: 'The model.json lists more than {max, number} weights. Choose a smaller model.',
  tfjsCutShort:
    'The .bin files are cut short: {name} ends at byte {end, number} of {got, number}. Choose all .bin files of the model.',
  tfjsTooLong:
    'The .bin files have {got, number} bytes, but the model.json lists {expected, number}. Choose the .bin files of this model.',
  partsDouble:
    '{name} is in two of the files, so they are not the parts of one model. Choose the parts of one model.',
  partsOfSeveral:
    'These files are not the parts of one model: {got}. Choose one file, or all parts of one model.',
  partsTooMany:
    'The model has {got, number} parts, but at most {max, number} can be read. Choose a smaller model.',
  partMissing: 'Part {part} of {parts} is missing. Choose all parts at once.',
  partTwice: 'Part {part} of {parts} was chosen twice. Choose each part once.',
  partNotInIndex: 'The index does not name {file}. Choose the parts that it names.',
  partFileMissing: 'The index names {file}, which is missing. Choose all parts at once.',
  partTensorMissing: 'The index names {name}, which no part holds. Choose the parts of one model.',
  partsIndexInvalid: 'The index has no map of weights. Choose the index that belongs to the parts, or none.',
  partsIndexFile:
    'The index does not say which file holds {name}. Choose the index that belongs to the parts, or none.',
  safetensorsNone: 'The file is cut short, or no safetensors file. Choose a whole safetensors file.',
  safetensorsHeaderLarge:
    'The header takes {got}, but at most {max} can be read. Choose a whole safetensors file.',
  safetensorsHeader:
    'The header {fault, select, tooLong {is too long} tooDeep {nests too deep} noList {lists no tensors} other {is not JSON}}. Choose a whole safetensors file.',
  safetensorsNameTwice: 'The file lists {name} twice. Choose a whole safetensors file.',
  safetensorsEntry: 'The file does not describe {name}. Choose a whole safetensors file.',
  safetensorsPlace:
    'The file does not give the shape and the place of {name}. Choose a whole safetensors file.',
  safetensorsNoType: 'The file does not name the type of {name}. Choose a whole safetensors file.',
  safetensorsType:
    'The file stores {name} as {got}, which is none of F32, F16 and BF16. Save it as one of these.',
  safetensorsCutShort:
    'The file is cut short: {name} ends at byte {end, number} of {got, number}. Choose a whole safetensors file.',
  safetensorsSize:
    '{name} has {got, number} bytes, but its shape needs {expected, number}. Choose a whole safetensors file.',
  safetensorsOverlap:
    '{name} begins at byte {begin, number}, inside {before}, which ends at byte {end, number}. Choose a whole safetensors file.',
  safetensorsHole:
    'The bytes {begin, number} to {end, number}, before {name}, belong to no tensor. Choose a whole safetensors file.',
  safetensorsBackwards:
    '{name} ends at byte {end, number}, before it begins at {begin, number}. Choose a whole safetensors file.',
  safetensorsRest:
    '{rest, plural, one {# byte follows} other {# bytes follow}} the last tensor, which ends at byte {end, number}. Choose a whole safetensors file.',
  safetensorsMetadata: 'The metadata {key} are not text. Choose a whole safetensors file.',
  weightsGiveNothing:
    'Nothing of the file would be used: the only layer of this network is the head, which starts at random. Choose another network.',
  weightsTensorMissing:
    'The file lacks {name} and has {got, plural, one {# tensor} other {# tensors}} where the network has {expected, number}. Choose weights of this network, or set the network to theirs.',
  weightsTensorExcluded:
    'The file lacks {name} and has {got, plural, one {# tensor} other {# tensors}} where the network has {expected, number}, without {excluded} ({dtype}){more, plural, =0 {} other { and # more}}, as no weight is stored so. Choose weights of this network, or set the network to theirs.',
  weightsStoredAs:
    'The file stores {name} as {dtype}, which cannot be read as weights. Save it as F32, F16 or BF16.',
  weightsShape:
    'The network needs {name} of {expected}, but the file has {other} of {got}. Choose weights of this network, or set the network to theirs.',
  weightsShort:
    'The network needs {name} of {expected}, which the file lacks. Choose weights of this network, or set the network to theirs.',
  weightsNotFinite: 'The file has {got} in {name}, from which nothing can be trained. Choose other weights.',
  unknownPreset: 'There is no preset {got}. Use {ids}.',
  missing: 'is missing.',
  unknownKeys:
    'does not know {keys}{more, plural, =0 {} other { and # more}}. Remove it, or check the spelling.',
  invalidValue: '{reason}, got {got}.',
  wholeNumber: 'must be a whole number from {min} to {max}, got {got}.',
  number:
    'must be {kind, select, whole {a whole number} other {a finite number}}{bounds, select, from { from {min} up} above { above {min}} fromTo { from {min} to {max}} fromBelow { from {min} to below {max}} aboveTo { above {min} to {max}} aboveBelow { above {min} to below {max}} to { up to {max}} below { below {max}} other {}}, got {got}.',
  float32Max: 'must be at most 3.4e38, the largest 32-bit float, got {got}.',
  float32Min:
    'must be {orZero, select, yes {0 or } other {}}at least 1.2e-38, got {got}: 32-bit floats round less to 0.',
  float32Below: 'must stay below {max} as a 32-bit float, got {got}. Try {example}.',
  float32Above: 'must stay above {min} as a 32-bit float, got {got}.',
  notBoolean: 'must be true or false, got {got}.',
  notOneOf: 'must be {values}, got {got}.',
  notAnId: 'must have the id {values}, got {got}.',
  scheduleMoves:
    'cannot move {what, select, lr {the learning rate} other {the momentum}}, got {got}. Use {values}.',
  notText: 'must be text, got {got}.',
  textShort: 'must have {min, plural, one {at least # letter} other {at least # letters}}, got {got}.',
  textLong: 'must have {max, plural, one {at most # letter} other {at most # letters}}, got {got}.',
  notList: 'must be a list, got {got}.',
  listShort: 'must have {min, plural, one {at least # entry} other {at least # entries}}, got {got}.',
  listLong: 'must have {max, plural, one {at most # entry} other {at most # entries}}, got {got}.',
  listLength:
    'must be a list of {min} to {max} {of, select, lanes {lanes} numbers {numbers} rows {rows} sizes {sizes} other {entries}}, got {got}.',
  notOneEach:
    'must have an entry for each {of, select, classes {class} other {channel}}, {expected} in all, got {got}.',
  notClasses: 'must be a list of two classes or more, got {got}.',
  notRising: 'must list each class once, in rising order, got {got}.',
  notSha256: 'must be the sha256 of a file, 64 digits and letters from a to f, got {got}.',
  tooDeep: 'must nest at most {max} levels deep.',
  tooMany: 'must have at most {max} entries, got {got}.',
  tooLong: 'must have at most {max} letters, got {got}.',
  laneIdTwice: 'must be unique, got {got}, which lanes[{other}] has. Leave it out.',
  styleIndexTwice: 'must be unique, got {got}, which lanes[{other}] has. Leave it out.',
  nameTwice: 'must be unique, got {got}, which lanes[{other}] has. Choose another name, or leave it out.',
  noMomentum:
    '{optimizer} has no momentum to schedule, got {got}. Leave it out, or choose an optimizer with momentum.',
  scheduleNeedsLength:
    'a {schedule} schedule needs a length, got a run until stopped. Set steps or epochs, or choose constant.',
  seedsNeedLength:
    'more than one needs a length, got a run until stopped. Set steps or epochs, or race one seed.',
  fairNeedsLength:
    'fair needs a length, got a run until stopped. Set steps or epochs, or race in quick mode.',
  timingNeedsLength:
    'timing needs a length, got a run until stopped. Set steps or epochs, or leave timing out.',
  clipNormOff:
    'the lane does not clip by global norm and cannot start to during a run, got {got}. Set clip.globalNorm of the lane.',
  clipValueOff:
    'the lane does not clip by value and cannot start to during a run, got {got}. Set clip.value of the lane.',
  guardOff: 'the lane has no guard and cannot get one during a run, got {got}. Set guard.factor of the lane.',
  noSuchHyperparam: '{optimizer} has no such hyperparameter. Use {keys}.',
  classTooLarge:
    'must be below {classes}, the number of classes of {dataset}, got {got}. Choose from 0 to {max}.',
  nothingToTrainOn:
    'must leave images to train on out of {total}, got {got}. Hold out fewer, e.g. {example}.',
  accuracyAboveOne: 'must be from 0 to 1 for an accuracy, got {got}. Write 88 % as 0.88.',
  notTunable: 'must be from {min} to {max} to be tuned, got {got}. Choose a value in between.',
  editOfTuned: 'must not change what a fair race tunes, got {got}. Remove the event, or race in quick mode.',
  newerVersion: 'must be at most {max}, got {got}. Reload the page to get the latest Downhill.',
  notQuadratic: 'must have a matrix a and a vector b, got {got}.',
  startLength: 'must have {dimensions} numbers, the dimensions of fn, got {got}.',
  shapeSize: 'must hold the {size} numbers of start, got {got}. Leave it out for a vector.',
  matrixRows: 'must have {size} rows, as many as b has numbers, got {got}. Make it square.',
  matrixRow: 'must have {size} numbers, as many as b, got {got}. Make the matrix square.',
  resultTooLarge: 'must be at most {max}. Choose another file.',
  resultTooDeep: 'nests deeper than any result.',
  resultNotJson: 'is not JSON. Choose a result that was exported from this page.',
  notFloats: 'must be 32-bit floats in base64, got {got}.',
  notSquare: 'must have as many columns as rows, got {got}.',
  numberOrName: 'must be a number, "NaN", "Infinity" or "-Infinity", got {got}.',
  notVersions: 'must be names with their versions, got {got}.',
  notBadge: 'must be a badge of a verdict, got {got}.',
  notVerdict: 'must be a verdict or null, got {got}.',
  notOfAdapter: 'must be {expected}, which follows from the adapter, got {got}.',
  resultLane:
    'must be one of the {lanes, plural, one {# lane} other {# lanes}} of the experiment, counted from 0, got {got}.',
  resultPair: 'must be one of the {pairs, plural, one {# pair} other {# pairs}}, counted from 0, got {got}.',
  runTwice:
    'must be the only run of lane {lane} at seed {seed} {phase, select, race {of the race} timing {of the timing} other {of the learning-rate search}}, which {other} is too.',
  rateTwice: 'must be the only run of lane {lane} at the learning rate {lr}, which {other} tried too.',
  lossesOverRound: 'must have at most the {max, number} steps of the round, got {got, number}.',
  evaluationStep: 'must be from {min, number} to the {max, number} steps of the run, got {got, number}.',
  confusionRows:
    'must be empty or of the {classes} classes of the data, got {got, plural, one {# row} other {# rows}}.',
  targetNotMet: 'must be null, as no evaluation meets the target, got {got, number}.',
  targetMet: 'must be {expected, number}, the first evaluation that meets the target, got {got}.',
  divergenceBefore: 'must be a step of the run, which has none, got {got, number}.',
  divergenceStep: 'must be {expected, number}, the last step of the run, got {got, number}.',
  stateNotDiverged: 'must not be diverged without a divergence.',
  stateDiverged: 'must be diverged, as there is a divergence, got {got}.',
  stateNotTarget: 'must not be target, as the target was not reached.',
  stateTarget: 'must be target, as the target was reached, got {got}.',
  stateStopped: 'must be stopped after {trained, number} of {steps, number} steps, got finished.',
  phaseNotPlanned:
    'must be of the race: {got, select, timing {it times no lane alone, got timing} other {in quick mode it tunes nothing, got lr-search}}.',
  roundSeed:
    'must be a seed of the {phase, select, race {race} timing {timing} other {learning-rate search}}, {seeds}, got {got}.',
  roundSeeds:
    'must be one of the {count} seeds of the {phase, select, race {race} timing {timing} other {learning-rate search}}, {first} … {last}, got {got}.',
  timedAlone: 'must be one lane alone, as it is timed, got {got}.',
  roundSteps:
    'must be {expected, number}, the length of the {phase, select, race {race} timing {timing} other {learning-rate search}}, got {got, number}.',
  roundTime: 'must be at most an hour per step, {max, number} ms, got {got, number} ms.',
  runRate: 'must be {expected}, the learning rate of the lane, got {got}.',
  rateOffGrid: 'must be on the lane’s grid of learning rates, got {got}.',
  rateUntried: 'must be the lane’s own learning rate or one that was tried, got {got}.',
  runSettings: 'must be as in lanes[{lane}] of the experiment.',
  lossNegative: 'must not be below 0, got {got} at step {step, number}.',
  lossFinite:
    'must end in a number that is not finite, as the divergence says, got {got} at step {step, number}.',
  lossNotFinite: 'must be finite before a divergence, got {got} at step {step, number}.',
  timedEvaluation: 'must not be there, as what is timed is not evaluated.',
  testOfSearch: 'must be validation, as only the race is evaluated on the test set, got test.',
  evaluationAtStart: 'must be after a step of the run, got 0.',
  testBeforeEnd: 'must be the end of the run, step {trained, number}, got {got, number}.',
  evaluatedTwice:
    'must be evaluated once on {split, select, test {the test set} other {validation}}, got {got, number} again.',
  evaluationMissing: 'must have one on validation at step {step, number}.',
  evaluationsOfEnd: 'must have those of the end of the run, step {step, number}.',
  evaluationLoss: 'must not be below 0, got {got}.',
  accuracyShare: 'must be a fraction of the {images, number} images, got {got}.',
  confusionSum: 'must count the {images, number} images, got {got, number}.',
  accuracyConfusion: 'must be {expected}, as in the confusion matrix, got {got}.',
  phaseOrder: 'must not come after {before}, got {got}.',
  seedAfterLast: 'must not come after the last seed of the experiment, got {got}.',
  seedNext: 'must be {expected}, the next seed of the experiment, got {got}.',
  seedsFirst: 'must be race until all {seeds} seeds are raced, got timing.',
  stoppedLane:
    'must not {phase, select, race {race again} other {be timed}} after it was stopped, got {got}.',
  rateOfRounds: 'must be {expected}, as in the rounds before, got {got}.',
  linkTooLong: 'must have at most {max} letters. Copy the whole link again.',
  linkTooLarge: 'unpacks to more than {mib} MiB. Copy the whole link again.',
  linkTooDeep: 'nests deeper than any experiment. Copy the whole link again.',
  linkPrefix: 'must begin with {expected}, got {got}. Copy the whole link again.',
  linkCutShort: 'is cut short. Copy the whole link again.',
  linkChecksum: 'is damaged: its checksum does not match. Copy the whole link again.',
  linkNotUnpacked: 'is damaged and cannot be unpacked. Copy the whole link again.',
  linkLetter: 'has a letter that no link has. Copy the whole link again.',
  linkNotExperiment: 'does not hold an experiment. Copy the whole link again.',
  linkNewer: 'holds an experiment of a later Downhill. Reload the page to get the latest Downhill.',
} as const;
