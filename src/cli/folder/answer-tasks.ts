import { parentPort, workerData } from 'node:worker_threads';
import type { PolicySettings } from '../../config/policy-settings.js';
import { definePolicy } from '../../validator/policy/define-policy.js';
import type { Policy } from '../../validator/policy/policy.js';
import { CodeValidator } from '../../validator/validate.js';
import { reportOn } from '../report-on.js';
import { ReportCache } from './report-cache.js';

/** What a thread is asked: one file, and by what to judge it. It reads the file itself, so that no source crosses over. */
export interface CheckTask {
  readonly path: string;
  readonly settings: PolicySettings;
}

/** What every thread is told at its start. */
export interface CheckThreadData {
  /** The folder of the cache for this build; undefined for none. */
  readonly cacheFolder: string | undefined;
}

/** What it answers: the report as JSON, which crosses over in a third of the time that its objects would take. */
export type CheckAnswer = string;

/** Answers each message of the main thread, one task, with one message, its report: one after the other, in their order. */
export function answerTasks(): void {
  const { cacheFolder } = workerData as CheckThreadData;
  const cache = cacheFolder === undefined ? undefined : new ReportCache(cacheFolder);
  const validator = new CodeValidator();
  const policies = new PolicyTable();
  const answer = async ({ path, settings }: CheckTask): Promise<void> => {
    const report = await reportOn({ path }, validator, policies.get(settings), cache);
    parentPort?.postMessage(JSON.stringify(report) satisfies CheckAnswer);
  };
  // What fails here in a way that nobody foresaw ends the thread, and with it only the check of this one file.
  let before = Promise.resolve();
  parentPort?.on('message', (task: CheckTask) => {
    before = before.then(() => answer(task));
  });
}

/** Policies by the settings that they are made of. */
class PolicyTable {
  readonly #policies = new Map<string, Policy>();

  get(settings: PolicySettings): Policy {
    const key = JSON.stringify(settings);
    const policy = this.#policies.get(key) ?? definePolicy(settings);
    this.#policies.set(key, policy);
    return policy;
  }
}
