// Programs that a benchmark starts.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Resolves when a program has ended; what it prints is dropped, and its status says what it found, not whether it ran. */
export async function ended(command, args, options = {}) {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'ignore', 'inherit'] });
  await once(child, 'exit');
}
