import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Draft } from '../../config/draft.js';
import type { Report } from '../../core/report.js';
import type { Policy } from '../../validator/policy/policy.js';
import { sha256Of } from '../../validator/reading/source.js';
import { identityOf } from '../../validator/report.js';

const MOST_BYTES = 512 * 1024;

/**
 * Reports on what was judged before, by the bytes of the source and the policy, in a folder for one build of Quantine.
 *
 * For `check` alone: nothing that runs code ever asks it. Whoever can write to the folder could make a report that lets
 * everything pass, and a run must not hang on a file that is not part of this program. For that reason it is not to be
 * carried from where foreign code runs to where it is judged, as a shared cache of CI would.
 */
export class ReportCache {
  readonly #folder: string;
  #isWritable = true;

  /** @param folder one that `openCache` found to be ours alone */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The report that is kept on these bytes, or the one that is made now. */
  async reportOn(source: Uint8Array, policy: Policy, judge: () => Promise<Report>): Promise<Report> {
    const key = createHash('sha256')
      .update(`${sha256Of(source)} ${policy.sha256}`)
      .digest('hex');
    const kept = this.#find(key);
    if (kept !== undefined) return { ...kept, policy: identityOf(policy) };
    const report = await judge();
    // How long something takes depends on the day.
    if (report.unreadable?.reason !== 'too-slow') this.#keep(key, report);
    return report;
  }

  /** What is damaged, cut, too large, somebody else's or kept under another key counts as not there. */
  #find(key: string): Report | undefined {
    try {
      const text = readOwn(this.#pathOf(key));
      const end = text.indexOf('\n');
      const json = text.slice(end + 1);
      return text.slice(0, end) === seal(key, json) ? (JSON.parse(json) as Report) : undefined;
    } catch {
      return undefined;
    }
  }

  /** In one step, so that nobody finds a part of it. Where that fails, as on a full disk, nothing more is kept. */
  #keep(key: string, report: Report): void {
    if (!this.#isWritable) return;
    const json = JSON.stringify(report);
    if (json.length > MOST_BYTES / 2) return;
    const path = this.#pathOf(key);
    try {
      mkdirSync(dirname(path), { mode: 0o700, recursive: true });
      Draft.beside(path, 0o600).becomeAtOnce(path, `${seal(key, json)}\n${json}`);
    } catch {
      this.#isWritable = false;
    }
  }

  #pathOf(key: string): string {
    return join(this.#folder, key.slice(0, 2), key.slice(2));
  }
}

/** Of damage it is a proof; of forgery it is none. */
function seal(key: string, json: string): string {
  return createHash('sha256').update(`${key}\n${json}`).digest('hex');
}

function readOwn(path: string): string {
  const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const { uid, mode, size } = fstatSync(file);
    const isOurs = uid === process.getuid?.() && (mode & 0o022) === 0;
    if ((mode & constants.S_IFMT) !== constants.S_IFREG || !isOurs || size > MOST_BYTES) return '';
    return readFileSync(file, 'utf8');
  } finally {
    closeSync(file);
  }
}
