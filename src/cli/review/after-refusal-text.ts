/** What stands below a refused report, as a paragraph of its own; nothing where there is nothing to do. */
export function afterRefusalText(lines: readonly string[]): string {
  return lines.length === 0 ? '' : `\n\n${lines.map((line) => `  ${line}`).join('\n')}`;
}
