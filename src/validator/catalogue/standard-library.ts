import { once, tableNamed } from './tables.js';

/**
 * What `scripts/make-catalogue.mjs` found out in the images: by module and by what they lead to, its functions, classes
 * and methods: `{optparse: {'imports-by-name': ' Values.read_module '}}`.
 */
type Table = Readonly<Record<string, KindsOfModule>>;
export type KindsOfModule = Readonly<Record<string, string>>;

/** What of a module of the standard library leads to files, processes, the network or code, by kind. */
export function leadsOfModule(module: string): KindsOfModule | undefined {
  const known = table();
  return Object.hasOwn(known, module) ? known[module] : undefined;
}

/** Whether any module below this root is in the table: most names that are asked for are of no such root. */
export function hasLeads(root: string): boolean {
  return roots().has(root);
}

const table = tableNamed<Table>('standard-library');

const roots = once(
  (): ReadonlySet<string> => new Set(Object.keys(table()).map((module) => module.split('.', 1)[0] ?? '')),
);
