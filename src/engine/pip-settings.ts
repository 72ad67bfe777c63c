/**
 * What pip is told on this machine, as far as a build needs it to reach a package index.
 *
 * pip merges its files section by section and lets later ones win; its manual gives the order. The build gets one
 * file with the outcome. Options that shape an installation (`user`, `target`, ...) stay behind: they belong to here.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from '../config/load.js';

/** Options by name, in pip's spelling for files: `index-url`. */
type PipOptions = ReadonlyMap<string, string>;

const CONNECTION_OPTIONS = new Set([
  'index-url',
  'extra-index-url',
  'no-index',
  'find-links',
  'trusted-host',
  'proxy',
  'timeout',
  'default-timeout',
  'retries',
  'cert',
  'client-cert',
]);

/** `pip download` reads these, the later the stronger; `install` because that is where people write it. */
const SECTIONS = ['global', 'install', 'download'] as const;

/** The options in force, files first and then the environment, as `pip config debug` lists them. */
export async function readPipOptions(settings: Settings): Promise<PipOptions> {
  const merged = new Map<string, string>();
  for (const path of pipConfigFiles(settings)) {
    const text = await readFile(path, 'utf8').catch(() => '');
    for (const [name, value] of parsePipConfig(text)) merged.set(name, value);
  }
  for (const [variable, value] of Object.entries(settings.build.pip)) {
    merged.set(optionName(variable.slice('PIP_'.length)), value);
  }
  return new Map([...merged].filter(([name]) => CONNECTION_OPTIONS.has(name)));
}

/** The options as a file that pip reads. */
export function formatPipConfig(options: PipOptions): string {
  const lines = [...options].map(
    ([name, value]) =>
      `${name} = ${value
        .trim()
        .split(/\s*\n\s*/)
        .join('\n    ')}`,
  );
  return ['[global]', ...lines, ''].join('\n');
}

/** Where pip looks on this machine, the weakest first. A file named by the environment takes the user's place. */
function pipConfigFiles({ homeDir, build }: Settings): readonly string[] {
  if (build.pipConfigFile === '/dev/null') return [];
  const machine = ['/Library/Application Support/pip/pip.conf', '/etc/xdg/pip/pip.conf', '/etc/pip.conf'];
  if (build.pipConfigFile !== undefined) return [...machine, build.pipConfigFile];
  const user = ['.pip/pip.conf', '.config/pip/pip.conf', 'Library/Application Support/pip/pip.conf'];
  return [...machine, ...user.map((path) => join(homeDir, path))];
}

/** The options of one file, as Python's configparser reads them: an indented line continues the one before it. */
export function parsePipConfig(text: string): PipOptions {
  const sections = new Map<string, Map<string, string>>();
  let section = new Map<string, string>();
  let last: string | null = null;
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*([#;]|$)/.test(line)) continue;
    const heading = /^\[(?<name>[^\]]+)\]/.exec(line)?.groups?.name;
    const option = /^(?<name>[^\s=:][^=:]*?)\s*[=:]\s*(?<value>.*?)\s*$/.exec(line)?.groups;
    if (heading !== undefined) {
      section = sections.get(heading) ?? new Map();
      sections.set(heading, section);
      last = null;
    } else if (/^\s/.test(line) && last !== null) {
      section.set(last, `${section.get(last)}\n${line.trim()}`);
    } else if (option?.name !== undefined) {
      last = optionName(option.name);
      section.set(last, option.value ?? '');
    }
  }
  return new Map(SECTIONS.flatMap((name) => [...(sections.get(name) ?? [])]));
}

function optionName(name: string): string {
  return name.toLowerCase().replaceAll('_', '-');
}
