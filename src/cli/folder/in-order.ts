/**
 * Does many things at a time and gives back what comes of them in their order. What is done early waits for what is
 * before it, so no more than `atOnce` are ever begun and not yet given back.
 */
export async function* inOrder<Item, Result>(
  items: Iterable<Item>,
  atOnce: number,
  begin: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const begun: Promise<Result>[] = [];
  for (const item of items) {
    const result = begin(item);
    // One that fails is heard of when its turn comes: until then it is nobody's unhandled rejection.
    result.catch(() => {});
    begun.push(result);
    if (begun.length >= atOnce) yield await (begun.shift() as Promise<Result>);
  }
  for (const result of begun) yield await result;
}
