/** Known ways out of a container through runc, by the version that closed them. */
import { type Check, ok, warning } from './check.js';

interface Escape {
  readonly cve: string;
  /** The first version of each line of releases that has the fix. A later line has it; an earlier one never got it. */
  readonly fixedIn: readonly string[];
  readonly reason: string;
}

const ESCAPES: readonly Escape[] = [
  {
    cve: 'CVE-2019-5736',
    fixedIn: ['1.0.0-rc7'],
    reason: 'a container overwrites the runc program of the host through /proc/self/exe',
  },
  {
    cve: 'CVE-2021-30465',
    fixedIn: ['1.0.0-rc95'],
    reason: 'a mount target swapped for a symbolic link mounts over the host',
  },
  {
    cve: 'CVE-2024-21626',
    fixedIn: ['1.1.12'],
    reason: "a leaked descriptor of the host's file system becomes the working directory",
  },
  {
    cve: 'CVE-2025-31133',
    fixedIn: ['1.2.8', '1.3.3', '1.4.0-rc3'],
    reason: 'a masked path replaced by a symbolic link makes host files in /proc writable',
  },
  {
    cve: 'CVE-2025-52565',
    fixedIn: ['1.2.8', '1.3.3', '1.4.0-rc3'],
    reason: 'the bind of /dev/console follows a link into /proc of the host',
  },
  {
    cve: 'CVE-2025-52881',
    fixedIn: ['1.2.8', '1.3.3', '1.4.0-rc3'],
    reason: 'writes of security labels to /proc are led elsewhere',
  },
];

/** The escapes that the number of this version does not rule out. */
export function escapesOf(version: string): readonly Escape[] {
  return ESCAPES.filter(({ fixedIn }) => !fixedIn.some((fix) => hasFix(version, fix, fixedIn)));
}

export function checkRunc(version: string | undefined): Check {
  if (version === undefined || parseVersion(version) === null) {
    return warning(
      'runc',
      'the engine does not tell its version',
      'See `runc --version` on the machine of the engine.',
    );
  }
  const escapes = escapesOf(version);
  if (escapes.length === 0) return ok('runc', `${version}, no known escapes`);
  const names = escapes.map(({ cve }) => cve).join(', ');
  return isDistributionBuild(version)
    ? warning(
        'runc',
        `${version}: the number is older than the fix of ${names}`,
        'Distributions mend these under older numbers: keep the package up to date, and look the CVEs up in its security tracker.',
      )
    : warning('runc', `${version} has known escapes: ${names}`, 'Update runc (package containerd.io or runc).');
}

/** A fix counts for its own line of releases, and the newest fix for every line after it. */
function hasFix(version: string, fix: string, allFixes: readonly string[]): boolean {
  const found = parseVersion(version);
  const fixed = parseVersion(fix);
  if (found === null || fixed === null || compare(found, fixed) < 0) return false;
  const isSameLine = found[0] === fixed[0] && found[1] === fixed[1];
  return isSameLine || fix === allFixes.at(-1);
}

/** Such as `1.1.5+ds1-1+deb12u1` or `1.1.12-0ubuntu2~22.04.1`. */
function isDistributionBuild(version: string): boolean {
  return /\+ds|~|deb\d|ubuntu|\.(el|fc|amzn)\d/.test(version);
}

type Version = readonly [major: number, minor: number, patch: number, candidate: number];

/** A release sorts after all of its candidates. */
function parseVersion(text: string): Version | null {
  const parts = /^v?(\d+)\.(\d+)(?:\.(\d+))?(?:[-~.]rc\.?(\d+))?/.exec(text);
  if (parts === null) return null;
  const [, major, minor, patch = '0', candidate] = parts;
  return [
    Number(major),
    Number(minor),
    Number(patch),
    candidate === undefined ? Number.POSITIVE_INFINITY : Number(candidate),
  ];
}

function compare(left: Version, right: Version): number {
  const index = left.findIndex((part, at) => part !== right[at]);
  return index < 0 ? 0 : (left[index] ?? 0) - (right[index] ?? 0);
}
