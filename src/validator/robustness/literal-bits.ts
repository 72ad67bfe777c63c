/** Bits of what an operator makes of two whole numbers, by theirs; undefined for one that does not grow them. */
export function combinedBits(left: number, operator: string, right: number): number | undefined {
  switch (operator) {
    case '**':
      return left === 0 ? 0 : left * 2 ** right;
    case '<<':
      return left + 2 ** right;
    case '*':
      return left + right;
    case '+':
      return Math.max(left, right) + 1;
    default:
      return undefined;
  }
}

/** The binary logarithm of a literal's absolute value, as an integer would have it. */
export function bitsOfFloat(text: string): number | undefined {
  const value = Number(text.replaceAll('_', ''));
  return Number.isFinite(value) ? Math.log2(Math.max(1, Math.abs(value))) : undefined;
}

// Zero and one have no bits to grow from.
export function bitsOfInteger(text: string): number | undefined {
  const digits = text.replaceAll('_', '');
  if (/^0[xob]/i.test(digits)) return Math.log2(Math.max(1, Number(digits)));
  if (!/^\d+$/.test(digits)) return undefined;
  const beyond = Math.max(0, digits.length - 15);
  return Math.log2(Math.max(1, Number(digits.slice(0, 15)))) + beyond * Math.log2(10);
}
