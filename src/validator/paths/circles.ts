import type { KnownPath } from './known-path.js';
import { asPathlib, resolved } from './path-parts.js';

/** The paths of an expression without the signs of itself: what it says in another form is said of all the others. */
export function withoutSignsOf(of: object, paths: readonly KnownPath[]): readonly KnownPath[] {
  const forms = new Set(paths.map(({ sign }) => (sign?.of === of ? sign.form : undefined)));
  if (forms.size === 1 && forms.has(undefined)) return paths;
  const others = paths.filter(({ sign }) => sign?.of !== of);
  const held = forms.has('held') ? others.map(asPathlib) : [];
  const changed = forms.has('resolved') ? others.map(resolved) : [];
  return [...others, ...held, ...changed];
}
