import type { Excerpt, Report } from '../../core/report.js';

/** How many columns of a terminal a text takes. */
export type TextWidth = (text: string) => number;

const PLAIN = /^[\t -~]*$/;

/**
 * The width of what stands in a report. string-width knows it of every text, and takes longer to load than a strategy
 * takes to check: so only where something is wider or narrower than its letters.
 */
export async function textWidthFor({ violations, pardoned, compatibility, unreadable }: Report): Promise<TextWidth> {
  const excerpts: readonly Partial<Excerpt>[] = [...violations, ...pardoned, ...compatibility, unreadable ?? {}];
  if (excerpts.every(({ snippet = '' }) => PLAIN.test(snippet))) return (text) => text.length;
  return widthOfAnyText();
}

/** The width of any text. */
export async function widthOfAnyText(): Promise<TextWidth> {
  return (await import('string-width')).default;
}
