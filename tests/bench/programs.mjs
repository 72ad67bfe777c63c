// Programs that a benchmark starts.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/** Resolves when a program has ended; what it prints is dropped, and its status says what it found, not whether it ran. */
export async function ended(command, args, options = {}) {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'ignore', 'inherit'] });
  await once(child, 'exit');
}

/** What a program printed, once it has ended well. */
export async function printed([command, ...args]) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [output, [status]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (status !== 0) throw new Error(`${command} ended with ${status}`);
  return output;
}
