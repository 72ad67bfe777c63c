import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

interface ProgressEvent {
  readonly stream?: string;
  readonly status?: string;
  readonly error?: string;
  readonly aux?: { readonly ID?: string };
}

/**
 * Reads the JSON lines of a build, import or pull to their end.
 * @returns the id of the image that a build made; null where the engine names none
 * @throws Error the line that says it failed
 */
export async function followProgress(stream: Readable, onLine: (line: string) => void): Promise<string | null> {
  let failure: string | undefined;
  let built: string | null = null;
  for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue;
    const event = JSON.parse(line) as ProgressEvent;
    if (event.error !== undefined) failure = event.error;
    built = event.aux?.ID ?? built;
    for (const text of (event.stream ?? event.status ?? '').split('\n')) if (text.trim() !== '') onLine(text.trimEnd());
  }
  if (failure !== undefined) throw new Error(failure);
  return built;
}
