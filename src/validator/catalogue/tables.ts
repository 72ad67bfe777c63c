import { readFileSync } from 'node:fs';

/** A table that `scripts/make-catalogue.mjs` made of the images, read when it is first asked for: many sources never do. */
export function tableNamed<Table extends object>(name: string): () => Table {
  return once(() => JSON.parse(readFileSync(new URL(`./${name}.json`, import.meta.url), 'utf8')) as Table);
}

/** What is made when it is first asked for. */
export function once<Value extends object>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
