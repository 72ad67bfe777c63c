import { dirname, join, relative, resolve, sep } from 'node:path';
import { QuantineError } from '../core/errors.js';
import { isThere } from './is-there.js';
import { POLICY_FILE_NAMES, type PolicyFile, readPolicyFile } from './policy-file.js';
import type { PolicySettings } from './policy-settings.js';

export interface PolicySearch {
  /** The one file that counts, wherever a strategy lies. */
  readonly config?: string | undefined;
  /** Whether no file counts. */
  readonly isIsolated?: boolean | undefined;
  /** Where relative paths begin; by default the folder of this process. */
  readonly cwd?: string | undefined;
}

export interface PolicyInForce {
  readonly file: PolicyFile;
  /** The absolute folder that it lies in. */
  readonly folder: string;
  /** The absolute folder in which its own paths begin. */
  readonly base: string;
}

/**
 * Which policy file counts for a strategy: the nearest one upwards of it, and no other, as ruff does. In one folder
 * `quantine.toml` wins over `pyproject.toml`, which counts only with a `[tool.quantine]`. Reads each file once.
 */
export class PolicyFinder {
  readonly #search: PolicySearch;
  readonly #cwd: string;
  readonly #byFolder = new Map<string, Promise<PolicyInForce | undefined>>();
  /** The file that lies in a folder itself. */
  readonly #read = new Map<string, Promise<PolicyInForce | undefined>>();

  constructor(search: PolicySearch = {}) {
    this.#search = search;
    this.#cwd = search.cwd ?? process.cwd();
  }

  /**
   * @param path a strategy, or `-`, which lies where we are
   * @throws QuantineError BAD_REQUEST where the file is wrong
   */
  async inForceFor(path: string): Promise<PolicyInForce | undefined> {
    return await this.inForceIn(this.folderOf(path));
  }

  /** The absolute folder of a strategy. */
  folderOf(path: string): string {
    return path === '-' ? this.#cwd : dirname(resolve(this.#cwd, path));
  }

  /** @param folder an absolute path */
  inForceIn(folder: string): Promise<PolicyInForce | undefined> {
    const { config, isIsolated } = this.#search;
    if (isIsolated) return Promise.resolve(undefined);
    const key = config === undefined ? folder : '';
    let found = this.#byFolder.get(key);
    if (found === undefined) {
      found = config === undefined ? this.#nearest(folder) : this.#named(config);
      this.#byFolder.set(key, found);
    }
    return found;
  }

  /** A loop, because a path may have more folders than a stack has room. */
  async #nearest(folder: string): Promise<PolicyInForce | undefined> {
    for (let here = folder; ; here = dirname(here)) {
      const known = here === folder ? undefined : this.#byFolder.get(here);
      if (known !== undefined) return await known;
      const found = await this.#lyingIn(here);
      if (found !== undefined || dirname(here) === here) return found;
    }
  }

  #lyingIn(folder: string): Promise<PolicyInForce | undefined> {
    let found = this.#read.get(folder);
    if (found === undefined) {
      found = this.#readIn(folder);
      this.#read.set(folder, found);
    }
    return found;
  }

  async #readIn(folder: string): Promise<PolicyInForce | undefined> {
    for (const name of POLICY_FILE_NAMES) {
      const path = join(folder, name);
      if (!isThere(path)) continue;
      const file = await readPolicyFile(path, this.#shown(path));
      if (file !== undefined) return { file, folder, base: folder };
    }
    return undefined;
  }

  /** Its paths begin where we are, as ruff has it: a trusted copy lies outside of the tree that it judges. */
  async #named(config: string): Promise<PolicyInForce> {
    const path = resolve(this.#cwd, config);
    const file = await readPolicyFile(path, config);
    if (file !== undefined) return { file, folder: dirname(path), base: this.#cwd };
    throw new QuantineError('BAD_REQUEST', `${config} has no [tool.quantine]`);
  }

  #shown(path: string): string {
    return relative(this.#cwd, path) || path;
  }
}

/**
 * What a file says for one folder. For a folder below those that it names, the deeper one's keys replace the others',
 * and points do so rule by rule.
 */
export function settingsIn({ file, base }: PolicyInForce, folder: string): PolicySettings {
  const place = relative(base, folder).split(sep).join('/');
  const layers = file.folders
    .filter(({ path }) => place === path || place.startsWith(`${path}/`))
    .toSorted((one, other) => one.path.length - other.path.length);
  let settings: PolicySettings = { ...file.settings, path: file.path };
  for (const layer of layers) {
    const points = { ...settings.points, ...layer.settings.points };
    settings = { ...settings, ...layer.settings, ...(Object.keys(points).length > 0 && { points }) };
  }
  return settings;
}
