import { PolicyFinder, type PolicyInForce, type PolicySearch, settingsIn } from '../../config/policy-finder.js';
import { FILE_KEYS, type PolicySettings } from '../../config/policy-settings.js';
import { refuseOddPath } from '../../core/given-options.js';
import { definePolicy } from './define-policy.js';
import type { Policy } from './policy.js';
import { settingsProblem } from './settings-problem.js';

/** By which policy each strategy is judged: the file in force for its folder, below what a caller says. Keep one per command. */
export class Policies {
  readonly #finder: PolicyFinder;
  readonly #given: PolicySettings;
  readonly #byFolder = new Map<string, Promise<PolicySettings>>();
  readonly #defined = new WeakMap<PolicySettings, Policy>();

  /** @param given what wins over every file */
  constructor(search: PolicySearch = {}, given: PolicySettings = {}) {
    this.#finder = new PolicyFinder(search);
    this.#given = given;
  }

  /** @throws QuantineError BAD_REQUEST where the file in force is wrong */
  async policyFor(path: string): Promise<Policy> {
    const settings = await this.settingsFor(path);
    const policy = this.#defined.get(settings) ?? definePolicy(settings);
    this.#defined.set(settings, policy);
    return policy;
  }

  /**
   * The settings of which the policy is made: data, for whoever judges in another thread. One object for each folder.
   * @throws QuantineError BAD_REQUEST likewise
   */
  settingsFor(path: string): Promise<PolicySettings> {
    const folder = this.#finder.folderOf(path);
    let settings = this.#byFolder.get(folder);
    if (settings === undefined) {
      settings = this.#settingsIn(folder);
      this.#byFolder.set(folder, settings);
    }
    return settings;
  }

  /** The policy file in force for a strategy. */
  async inForceFor(path: string): Promise<PolicyInForce | undefined> {
    return await this.#finder.inForceFor(path);
  }

  /** The same for an absolute folder: what directory checks leave out is in it. */
  async inForceIn(folder: string): Promise<PolicyInForce | undefined> {
    return await this.#finder.inForceIn(folder);
  }

  /** The folder of the policy file in force for a strategy, or its own where there is none. What people decided lies there. */
  async homeOf(path: string): Promise<string> {
    return (await this.inForceFor(path))?.folder ?? this.#finder.folderOf(path);
  }

  async #settingsIn(folder: string): Promise<PolicySettings> {
    const inForce = await this.#finder.inForceIn(folder);
    if (inForce === undefined) return { ...this.#given };
    refuseWrong(inForce);
    return { ...settingsIn(inForce, folder), ...this.#given };
  }
}

/**
 * The settings that a policy file holds, for `CodeValidator` and `SandboxExecutor`, which look for no file themselves.
 * @param strategy the path of one, where the file says different things for different folders
 * @throws QuantineError BAD_REQUEST where the file cannot be read, or says something wrong
 */
export async function loadPolicy(path: string, strategy = '-'): Promise<PolicySettings> {
  refuseOddPath(path, 'a policy');
  refuseOddPath(strategy, 'a strategy');
  return await new Policies({ config: path }).settingsFor(strategy);
}

/** What it says for other folders counts too: nobody should learn of it on the day on which the first strategy lies there. */
function refuseWrong({ file }: PolicyInForce): void {
  const names: Readonly<Record<string, string>> = FILE_KEYS;
  for (const { settings } of [file, ...file.folders]) {
    const problem = settingsProblem(settings);
    if (problem === undefined) continue;
    throw file.problem(`${names[problem.setting] ?? problem.setting} ${problem.what}`, problem.word);
  }
}
