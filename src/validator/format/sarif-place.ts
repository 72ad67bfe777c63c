import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ArtifactLocation, Location, PhysicalLocation } from 'sarif';
import type { Excerpt, SourceRange } from '../../core/report.js';
import { pathInRoot } from './path-in-root.js';

/** One checked file, as the places of its findings name it. */
export interface SarifFile {
  readonly artifact: ArtifactLocation;
}

/** @param index of the file among the artifacts of the run */
export function sarifFile(path: string, root: string, index: number): SarifFile {
  if (path === '-') return { artifact: { uri: 'stdin', index, description: { text: 'Standard input.' } } };
  const names = pathInRoot(path, root);
  if (names === undefined) return { artifact: { uri: pathToFileURL(resolve(root, path)).href, index } };
  return { artifact: { uri: names.map(encoded).join('/'), uriBaseId: '%SRCROOT%', index } };
}

/** A place in a file, with its text where all of it is known, and with the line around it. */
export function sarifLocation({ artifact }: SarifFile, range: SourceRange & Partial<Excerpt>): Location {
  const { line, column, endLine, endColumn, snippet, snippetColumn } = range;
  const region = { startLine: line, startColumn: column, endLine, endColumn };
  const placed = (texts: Partial<PhysicalLocation> = {}) => ({
    physicalLocation: { artifactLocation: artifact, region, ...texts },
  });
  if (snippet === undefined || snippetColumn === undefined || endLine !== line || isCut(snippet)) return placed();
  const start = snippetColumn - 1;
  const firstColumn = column - start;
  return placed({
    region: { ...region, snippet: { text: snippet.slice(start, start + endColumn - column) } },
    contextRegion: {
      startLine: line,
      startColumn: firstColumn,
      endLine: line,
      endColumn: firstColumn + snippet.length,
      snippet: { text: snippet },
    },
  });
}

function isCut(snippet: string): boolean {
  return snippet.startsWith('…') || snippet.endsWith('…');
}

/** Half a surrogate pair, which a file name may hold, has no bytes to be written as. */
function encoded(segment: string): string {
  return encodeURIComponent(segment.replaceAll(/\p{Surrogate}/gu, '\ufffd'));
}
