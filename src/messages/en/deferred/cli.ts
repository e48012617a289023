/** The command line. */
export const cli = {
  usage: 'Usage: npm run downhill -- COMMAND [OPTIONS]',
  commands: 'Commands:',
  options: 'Options:',
  command: {
    verify:
      'verify [RESULT.json]: trains the experiment of a result again and compares every loss; without a file, checks that this machine gives the bits on record',
  },
  option: {
    language: '--language en|zh: the language of what is printed; by default that of the system',
    weights: '--weights FILE: the file of initial weights, where the experiment starts from one',
    help: '--help: this text',
  },
  exitStatus: 'Exit code: 0 if all is the same, 1 if something differs, 2 if it could not be verified.',
  unknownCommand: 'There is no command “{got}”. Choose one of: {commands}.',
  badOptions: 'These arguments are not understood ({reason}). Use --help to list the options.',
  fileNotRead: '{file} could not be read ({reason}). Check the path.',
  tooManyFiles: 'verify takes one file at most, got {count}. Give one file.',
  failed: 'It could not be verified: {reason}',
  verify: {
    result: '{name}: {losses, plural, one {# loss} other {# losses}}, made by {engine}, Downhill {version}',
    bits: '{name}: {isSame, select, yes {the same} other {different}}',
    bitsSame: 'All {entries, plural, one {# entry has} other {# entries have}} the bits on record.',
    bitsDiffer: '{entries, plural, one {# entry has} other {# entries have}} other bits: {names}.',
    bitsUnknown: '{names}: not on record. Write the record anew.',
    bitsMissing: '{names}: on record, but not computed here. Write the record anew.',
    noRecord: 'There is no record of bits here. Run this in a checkout of Downhill.',
  },
} as const;
