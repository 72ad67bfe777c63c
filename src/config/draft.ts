import { randomUUID } from 'node:crypto';
import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFile,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** Unlike the one of `node:fs/promises`, this one takes a descriptor, which is had in the same step as its file. */
const writeWhole = promisify(writeFile);
const sync = promisify(fsync);

type Content = string | Uint8Array;

/**
 * The next content of a file, under another name until it is whole: whoever reads the file finds the old content or the
 * new, and never a part. The rename replaces the name itself, so that a link which appears there meanwhile is not followed.
 *
 * A process that exits leaves no draft: it is made in one step with listening for the exit. A signal is no exit unless
 * somebody listens for it.
 */
export class Draft {
  readonly #path: string;
  readonly #descriptor: number;
  #isOver = false;
  readonly #remove = () => {
    try {
      rmSync(this.#path, { force: true });
    } catch {
      // What became of the folder is told by whatever failed before.
    }
  };

  private constructor(path: string, descriptor: number) {
    this.#path = path;
    this.#descriptor = descriptor;
    process.once('exit', this.#remove);
  }

  /** @throws what the system says where there is such a file already, or none can be made */
  static at(path: string, mode = 0o666): Draft {
    const { O_CREAT, O_EXCL, O_WRONLY, O_NOFOLLOW = 0 } = constants;
    return new Draft(path, openSync(path, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW, mode));
  }

  /** Under a name of its own in the folder of the file. */
  static beside(target: string, mode?: number): Draft {
    return Draft.at(join(dirname(target), `.quantine-${randomUUID()}`), mode);
  }

  /**
   * Whoever might read or write the file that was there may do so with the new one, and nobody else.
   * @param isDurable whether it has to be on the disk before it has the name of the file
   */
  async become(target: string, content: Content, isDurable = false): Promise<void> {
    try {
      this.#takeModeOf(target);
      await writeWhole(this.#descriptor, content);
      if (isDurable) await sync(this.#descriptor);
      this.#rename(target);
    } finally {
      this.drop();
    }
  }

  /** The same without waiting in between, with the mode that it was made with. */
  becomeAtOnce(target: string, content: Content): void {
    try {
      writeFileSync(this.#descriptor, content);
      this.#rename(target);
    } finally {
      this.drop();
    }
  }

  /** Removes it, once: what has its name after that, or after it became the file, is somebody else's. */
  drop(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    closeSync(this.#descriptor);
    process.off('exit', this.#remove);
    this.#remove();
  }

  /** Before there is anything to read. What is written here is nothing to be started. */
  #takeModeOf(target: string): void {
    const found = statSync(target, { throwIfNoEntry: false });
    if (!found?.isFile()) return;
    // An administrator leaves it to its owner; anybody else may only choose among the groups that they are in.
    const owners = [found.uid, process.geteuid?.() ?? found.uid];
    const isOfSameGroup = owners.some((uid) => this.#handOver(uid, found.gid));
    const forAll = found.mode & 0o006;
    const forGroup = isOfSameGroup ? found.mode & 0o060 : forAll << 3;
    fchmodSync(this.#descriptor, (found.mode & 0o600) | forGroup | forAll);
  }

  #handOver(uid: number, gid: number): boolean {
    try {
      fchownSync(this.#descriptor, uid, gid);
      return true;
    } catch {
      return false;
    }
  }

  #rename(target: string): void {
    renameSync(this.#path, target);
    this.#isOver = true;
    process.off('exit', this.#remove);
    closeSync(this.#descriptor);
  }
}
