/** The day of a moment in ISO 8601, as people are told of decisions; records keep the moment. */
export function dayOf(at: string): string {
  return at.slice(0, 10);
}
