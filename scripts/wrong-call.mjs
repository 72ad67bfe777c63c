// How our scripts take their arguments, and how they end. What is misspelt ends one with 2 and a sentence, before it does
// anything: a typo in CI must not turn a comparison into something that writes, or that passes.
import { parseArgs } from 'node:util';

/**
 * The arguments of a script; `--help` ends it.
 * @param {string} usage how it is called
 * @param {import('node:util').ParseArgsConfig} config as `parseArgs` takes it
 */
export function argumentsOf(usage, { options = {}, ...config } = {}) {
  const help = { type: 'boolean', short: 'h' };
  try {
    const { values, positionals } = parseArgs({ ...config, options: { ...options, help } });
    if (!values.help) return { values, positionals };
  } catch (error) {
    // Node says after the first sentence how to name a file that looks like an option.
    refuse(`${error.message.split('. ', 1)[0]}\nusage: ${usage}`);
  }
  console.log(`usage: ${usage}`);
  process.exit(0);
}

/** The one argument of a script that has no flag. */
export function onlyArgumentOf(usage) {
  const { positionals } = argumentsOf(usage, { allowPositionals: true });
  if (positionals.length !== 1) refuse(`one argument is taken\nusage: ${usage}`);
  return positionals[0];
}

/** Ends a script that cannot go on: 2 where its caller is wrong, 3 where it is the machine. */
export function refuse(message, status = 2) {
  console.error(message);
  process.exit(status);
}

/** Has a script end with 3 where what it says is lost, as on a full disk: Node would end it with 0. Who stops reading may. */
export function watchOutput() {
  process.stdout.on('error', ({ code }) => {
    if (code !== 'EPIPE') refuse(`standard output cannot be written to: ${code}`, 3);
  });
}
