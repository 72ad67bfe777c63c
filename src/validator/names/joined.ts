/** Both lists in one, copied only where it must be. */
export function joined<Item>(some: readonly Item[], more: readonly Item[]): readonly Item[] {
  if (some.length === 0) return more;
  return more.length === 0 ? some : [...some, ...more];
}
