// @ts-check

/**
 * A word that names no longer bear.
 * @typedef {object} OldWord
 * @property {readonly string[]} words in camel case: one word (`heat`), or several that follow each other (`heldBack`)
 * @property {string} say what is said instead
 * @property {readonly Exemption[]} [except] where the word is the right one
 * @typedef {object} Exemption
 * @property {RegExp} in the files, as paths from the root
 * @property {readonly string[]} names identifiers and file names, whole
 */

/** Identifiers, files and folders that are named anew, and by what. @type {readonly OldWord[]} */
export const OLD_WORDS = [
  { words: ['hand', 'hands'], say: 'a live edit: applyEdit, edits' },
  {
    words: ['heat', 'heats'],
    say: 'round',
    except: [
      { in: /^src\/ui\/results\/ConfusionMatrix\.tsx$/, names: ['heat'] }, // of a heat map
      { in: /^tests\/unit\/experiment\//, names: ['heats'] }, // a key of old files
      { in: /^(src|tests\/unit)\/store\/page-api/, names: ['heat', 'onHeat'] }, // an alias for scripts
    ],
  },
  { words: ['picture', 'pictures'], say: 'image' },
  { words: ['heldBack'], say: 'heldOut' },
  { words: ['horizon'], say: 'totalSteps' },
  { words: ['cadence'], say: 'evalInterval' },
  { words: ['racer', 'racers'], say: 'contender' },
  { words: ['unlike'], say: 'confounder' },
  {
    words: ['leftOut'],
    say: 'excluded',
    except: [{ in: /^tests\/unit\/(experiment|race)\//, names: ['leftOut'] }],
  },
  { words: ['routine', 'routines'], say: 'customOp' },
  { words: ['signals'], say: 'stepScalars' },
  { words: ['ran'], say: 'effectiveSpec' },
  { words: ['ailment', 'ailments'], say: 'GradientIssue' },
  { words: ['retire', 'retired'], say: 'deactivate' },
  { words: ['lit'], say: 'highlighted' },
  { words: ['thin', 'thinned', 'thinning'], say: 'downsample' },
  { words: ['coalesce', 'coalescer'], say: 'throttled store' },
  { words: ['calm'], say: 'throttled' },
  { words: ['spoken'], say: 'ariaText' },
  { words: ['strand', 'strands'], say: 'rowSplit, partialSums' },
  { words: ['quad', 'quads'], say: 'vec4' },
  { words: ['codes'], say: 'argmax' },
  {
    words: ['slope', 'slopes'],
    say: 'derivative',
    except: [{ in: /./, names: ['slope', 'slopeLiteral'] }], // of leaky ReLU, as its paper has it
  },
  { words: ['wind', 'winds', 'windClock'], say: 'advanceStep' },
  { words: ['stopwatch', 'wallClock'], say: 'Timer, GpuTimer' },
  { words: ['bleed'], say: 'overdraw' },
  { words: ['foot'], say: 'lower, bottom' },
  { words: ['squeeze', 'squeezed'], say: 'compress' },
  { words: ['wish', 'wishes'], say: 'request' },
  { words: ['freePlace'], say: 'findLabelPlace' },
  { words: ['usual'], say: 'default, typical' },
  { words: ['settled'], say: 'compacted, reported, the noun' },
  { words: ['pace'], say: 'meanStepTime, throughput' },
  { words: ['take', 'takes'], say: 'drain, run, on' },
  {
    words: ['taken'],
    say: 'results, used, the noun',
    except: [
      { in: /^src\/(core\/error-facts|messages\/\w+\/deferred\/errors)\.ts$/, names: ['deviceTakenAway'] }, // the id of an error
    ],
  },
  { words: ['tell', 'tells', 'told'], say: 'emit, announce, the noun' },
  { words: ['asked'], say: 'requested, pending' },
  { words: ['heeding'], say: 'withDeviceErrors' },
  {
    words: ['refuse', 'refuses', 'refused', 'refusal'],
    say: 'reject, rejection',
    except: [
      { in: /^src\/messages\//, names: ['refused', 'refusedText'] }, // the id of a cause
    ],
  },
  { words: ['misfit'], say: 'shapeError' },
  { words: ['remedy', 'remedies'], say: 'fix' },
  { words: ['waysOn'], say: 'suggestFixes' },
  { words: ['wanted', 'given', 'known', 'found'], say: 'the noun for what it holds' },
  {
    words: ['kept'],
    say: 'the noun for what it holds',
    except: [
      { in: /^src\/store\/kept-weights\.ts$/, names: ['keptAt', 'kept-weights'] }, // a key of the database
      { in: /^(src\/compiler|tests\/gpu\/compiler)\//, names: ['kept'] }, // a buffer of the shader
      { in: /^src\/messages\//, names: ['kept', 'noneKept'] },
    ],
  },
  {
    words: ['most', 'least'],
    say: 'max, min',
    except: [{ in: /./, names: ['atMost', 'atLeast', 'mostAccurate'] }],
  },
];

/** Types are named for what they are: these say only how one came about. */
export const PARTICIPLES = new Set(
  'Built Broken Captured Checked Diverged Drawn Evaluated Exploded Found Given Imported Indexed Kept Known Listed Locked Made Measured Named Ordered Placed Raced Ranked Recorded Refused Said Served Shared Spawned Taken Told Traced Trained Updated Wanted Written'.split(
    ' ',
  ),
);
