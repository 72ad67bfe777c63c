import type { QuantineError } from '../core/errors.js';
import { statusOf, translateDockerError } from './docker-errors.js';

/** How long any single answer may take before the engine counts as failed. Builds, pulls and archives are exempt. */
const ANSWER_TIMEOUT_MS = 60_000;

/** One request; the signal ends it, so that a silent engine does not keep the process alive. */
type Call<T> = (abortSignal: AbortSignal) => Promise<T>;

/**
 * Runs one call to the engine, bounded in time, and says failures in our words.
 * @throws QuantineError whose cause is what dockerode rejected with
 */
export async function answer<T>(action: string, call: Call<T>, timeoutMs = ANSWER_TIMEOUT_MS): Promise<T> {
  const request = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`no answer from the engine within ${timeoutMs / 1000} s`));
      request.abort();
    }, timeoutMs);
  });
  try {
    return await Promise.race([call(request.signal), silence]);
  } catch (error) {
    throw translateDockerError(error, action);
  } finally {
    clearTimeout(timer);
  }
}

/** The same for a thing that may not be there: null on 404. */
export async function answerOrNull<T>(action: string, call: Call<T>): Promise<T | null> {
  try {
    return await answer(action, call);
  } catch (error) {
    if (statusOf((error as QuantineError).cause) === 404) return null;
    throw error;
  }
}
