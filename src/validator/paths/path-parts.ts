import { posix } from 'node:path';
import { A_PIECE, ENTRY, joined, type KnownPath, NOWHERE, PIECE, signOf, withoutDoubtfulEnd } from './known-path.js';

// What these take a path apart into is exact, because what Python and the system make of it is: `dirname('/data/x/..')`
// is /data/x as text, but / where `normpath` came first.

/** `os.path.dirname`: all before the last separator. */
export function directoryOf({ text, rest }: KnownPath): KnownPath {
  const head = text.slice(0, text.lastIndexOf('/') + 1);
  if (rest === 'anything') return { text: head, rest };
  return { text: head.replace(/(?<=[^/])\/+$/, ''), rest };
}

/** `os.path.basename`: all behind the last separator. */
export function lastPartOf({ text, rest }: KnownPath): KnownPath {
  return rest === 'anything' ? A_PIECE : { text: text.slice(text.lastIndexOf('/') + 1), rest };
}

/** How pathlib holds a path: without `.`, and without a separator twice or at the end. */
export function asPathlib(path: KnownPath): KnownPath {
  if (path.sign !== undefined) return path.sign.form === 'itself' ? signOf(path.sign.of, 'held') : path;
  const { text, rest } = withoutDoubtfulEnd(path);
  if (rest === 'anything') return { text, rest };
  const root = text.startsWith('/') ? '/' : '';
  const parts = text.split('/').filter((part) => part !== '' && part !== '.');
  return { text: root + parts.join('/') || '.', rest };
}

/** `path.parent` */
export function parentOf(path: KnownPath): KnownPath {
  const held = asPathlib(path);
  return held.rest === 'nothing' && held.text === '.' ? held : asPathlib(directoryOf(held));
}

/** `path.name` */
export function nameOf(path: KnownPath): KnownPath {
  const held = asPathlib(path);
  return held.rest === 'nothing' && held.text === '.' ? { text: '', rest: 'nothing' } : lastPartOf(held);
}

/** `path.stem` */
export function stemOf(path: KnownPath): KnownPath {
  return divided(path).stem;
}

/** `path.suffix` */
export function suffixOf(path: KnownPath): KnownPath {
  return divided(path).suffix;
}

function divided(path: KnownPath): { readonly stem: KnownPath; readonly suffix: KnownPath } {
  const { text } = nameOf(path);
  const dot = text.lastIndexOf('.');
  const end = text.slice(Math.max(dot, 0));
  if (text.includes(PIECE) || end.includes(ENTRY)) return { stem: A_PIECE, suffix: A_PIECE };
  const at = dot > 0 && dot < text.length - 1 ? dot : text.length;
  return { stem: { text: text.slice(0, at), rest: 'nothing' }, suffix: { text: text.slice(at), rest: 'nothing' } };
}

/** A path whose last part is another; pathlib takes none with a separator in it. */
export function renamed(path: KnownPath, name: KnownPath): KnownPath {
  if (name.text.includes('/')) return NOWHERE;
  return asPathlib(joined(parentOf(path), name.rest === 'anything' ? A_PIECE : name));
}

/** `os.path.normpath`, `os.path.abspath` and `path.resolve()`; a relative path begins nobody knows where. */
export function resolved(path: KnownPath): KnownPath {
  if (path.sign !== undefined) return signOf(path.sign.of, 'resolved');
  const { text, rest } = withoutDoubtfulEnd(path);
  if (!text.startsWith('/')) return NOWHERE;
  if (rest === 'anything') return { text: posix.normalize(text), rest };
  return asPathlib({ text: posix.normalize(text), rest });
}

/** What begins at the root, which `path.absolute()` leaves alone, and has no `~` in front, which is somebody's directory. */
export function begunAtRoot(path: KnownPath): KnownPath {
  return path.text.startsWith('/') ? path : NOWHERE;
}

/** A path, and the same as a type of an option may hold it: `type=Path`, `type=os.path.abspath`. */
export function asTyped(path: KnownPath): readonly KnownPath[] {
  if (path.sign !== undefined) return [NOWHERE];
  const forms = [asPathlib(path), begunAtRoot(path), resolved(path)];
  return [path, ...forms.filter(({ text, rest }) => text !== path.text || rest !== path.rest)];
}
