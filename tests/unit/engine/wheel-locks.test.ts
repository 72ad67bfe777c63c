import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const folder = new URL('../../../docker/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8');
const asked = readdirSync(folder).filter((name) => name.endsWith('.in'));

/** Each package of a lock with its version and the hashes of its wheels. */
function locked(text: string): ReadonlyMap<string, { readonly version: string; readonly hashes: readonly string[] }> {
  const entries = text.replaceAll('\\\n', ' ').matchAll(/^(?<name>[\w.-]+)==(?<version>\S+)(?<rest>.*)$/gm);
  return new Map(
    [...entries].map(({ groups }) => {
      const hashes = [...groups!.rest!.matchAll(/--hash=sha256:([0-9a-f]{64})(?=\s|$)/g)].map(([, hash]) => hash!);
      return [groups!.name!.toLowerCase(), { version: groups!.version!, hashes }];
    }),
  );
}

// Whether a lock is what its .in file resolves to, only `lock_wheels.py --check` can say; that takes uv and an index.
describe.each(asked)('%s', (name) => {
  const lock = locked(read(name.replace(/\.in$/, '.lock')));
  const requirements = read(name)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

  it('has every package that it asks for in its lock, at the version that it asks for', () => {
    const missing = requirements.filter((requirement) => {
      const [wanted = '', version] = requirement.toLowerCase().split('==');
      const found = lock.get(wanted);
      return found === undefined || (version !== undefined && version !== found.version);
    });
    expect(requirements.length).toBeGreaterThan(1);
    expect(missing).toEqual([]);
  });

  it('has one wheel for both architectures in its lock, or one for each, and nothing without a hash', () => {
    expect([...lock].filter(([, { hashes }]) => hashes.length !== 1 && hashes.length !== 2)).toEqual([]);
    expect(read(name.replace(/\.in$/, '.lock')).match(/^[^#\s].*==/gm)).toHaveLength(lock.size);
  });
});
