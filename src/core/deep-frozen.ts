/** The same value, which nobody can change any more, nor anything in it. */
export function deepFrozen<const Value extends object>(value: Value): Value {
  for (const inner of Object.values(value)) if (typeof inner === 'object' && inner !== null) deepFrozen(inner);
  return Object.freeze(value);
}
