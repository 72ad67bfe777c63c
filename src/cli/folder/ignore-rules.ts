import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import type { PolicyInForce } from '../../config/policy-finder.js';
import { GIT_IGNORE, type IgnoreFile, ignoreFileOf, placeOf, readIgnoreFile, rootedPatterns } from './ignore-file.js';

/** What tools keep beside the code, which nobody here wrote; a policy's `exclude` replaces it. */
export const USUALLY_LEFT_OUT = [
  'node_modules/',
  'site-packages/',
  '.venv/',
  'venv/',
  '.tox/',
  '.nox/',
  '.eggs/',
  '__pypackages__/',
  '.ipynb_checkpoints/',
] as const;

/** The names of ignore files, the one that has the last word at the end. */
const IGNORE_FILES = [GIT_IGNORE, '.quantineignore'] as const;

/** Which files and folders below one that was named are left out, and by whom. */
export class IgnoreRules {
  readonly #matcher: Ignore;

  private constructor(files: readonly IgnoreFile[], others?: Ignore) {
    const said = files.map((file) => ({ by: file.by, ...rootedPatterns(file) }));
    const first = said.findLastIndex(({ startsAnew }) => startsAnew);
    this.#matcher = ignore({ ignoreCase: false });
    if (first < 0 && others !== undefined) this.#matcher.add(others);
    for (const { by, patterns } of said.slice(Math.max(0, first))) {
      this.#matcher.add(patterns.map((pattern) => ({ pattern, mark: by })));
    }
  }

  /**
   * What holds below a folder before its own ignore files are read: those above it, up to the root of its repository,
   * and the policy's. Where these would leave out the folder itself they say nothing, because somebody named it.
   * @param folder an absolute path
   */
  static async below(folder: string, policy: PolicyInForce | undefined): Promise<IgnoreRules> {
    const usual = ignoreFileOf('default', folder, policy?.file.exclude ? [] : USUALLY_LEFT_OUT);
    const above = [...ofPolicy(policy), ...(await filesAbove(folder))];
    const rules = new IgnoreRules([usual, ...above]);
    return rules.reasonFor(folder, true) === undefined ? rules : new IgnoreRules([usual]);
  }

  /**
   * What holds in a folder, its own ignore files included.
   * @param names what is in the folder
   */
  async in(folder: string, names: readonly string[]): Promise<IgnoreRules> {
    const files = await ignoreFilesOf(folder, names);
    return files.length === 0 ? this : new IgnoreRules(files, this.#matcher);
  }

  /** Who leaves out this file or folder, by its absolute path; undefined where nobody does. */
  reasonFor(path: string, isFolder: boolean): string | undefined {
    const place = placeOf(path);
    if (place === '') return undefined;
    const { ignored, rule } = this.#matcher.test(isFolder ? `${place}/` : place);
    return ignored ? (rule?.mark ?? 'default') : undefined;
  }
}

function ofPolicy(policy: PolicyInForce | undefined): readonly IgnoreFile[] {
  if (policy === undefined) return [];
  const { file, base } = policy;
  return [ignoreFileOf(file.path, base, [...(file.exclude ?? []), ...file.extendExclude])];
}

/** From the root of the repository down to the folder above this one. Outside of a repository there are none. */
async function filesAbove(folder: string): Promise<readonly IgnoreFile[]> {
  const root = repositoryOf(folder);
  if (root === undefined) return [];
  const exclude = join('.git', 'info', 'exclude');
  const own = await readIgnoreFile(root, exclude, shown(join(root, exclude)));
  const files = own === undefined ? [] : [own];
  const steps = relative(root, folder).split(sep);
  for (const [index, step] of steps.entries()) {
    if (step !== '') files.push(...(await ignoreFilesOf(join(root, ...steps.slice(0, index)), IGNORE_FILES)));
  }
  return files;
}

function repositoryOf(folder: string): string | undefined {
  if (existsSync(join(folder, '.git'))) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : repositoryOf(above);
}

async function ignoreFilesOf(folder: string, names: readonly string[]): Promise<readonly IgnoreFile[]> {
  const present = IGNORE_FILES.filter((name) => names.includes(name));
  const files = await Promise.all(present.map((name) => readIgnoreFile(folder, name, shown(join(folder, name)))));
  return files.filter((file) => file !== undefined);
}

function shown(path: string): string {
  return relative(process.cwd(), path);
}
