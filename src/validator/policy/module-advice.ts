import type { CapabilityName } from '../../core/report.js';

/** What to write instead of a module, by what it would make a strategy able to do. For the others the rule's own advice holds. */
export const INSTEAD_OF_MODULES: ReadonlyMap<CapabilityName, string> = new Map([
  [
    'starts-processes',
    'Compute in one process, with numpy, pandas and scipy: the sandbox has no other program to start.',
  ],
  ['uses-network', 'Fetch it outside, give the file with --data, and read it from `data`: the sandbox has no network.'],
  ['uses-database', 'Export the rows to a CSV file, give it with --data, and read them from `data`.'],
  ['reads-pickles', 'Give tables as CSV files with --data and numbers in `params`, and write arrays with `np.save`.'],
  ['imports-by-name', 'Write `import` with the name of the module, and choose among functions with a dict.'],
  [
    'steers-interpreter',
    'Leave the interpreter as it is: call builtins by their names, and take settings from `params`.',
  ],
  ['walks-objects', 'Name what is read, and keep what belongs together in a dict or a dataclass of your own.'],
  ['signals-processes', 'Return early or raise an exception: a run ends by itself at --timeout.'],
  ['calls-native-code', 'Compute with numpy, scipy and talib, which call native code themselves.'],
  ['reads-environment', 'Take settings from `params`; a strategy needs no accounts and no passwords.'],
  ['watches-user', 'Take what a person would choose from `params`.'],
]);
