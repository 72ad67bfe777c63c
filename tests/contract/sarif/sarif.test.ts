import { readFileSync } from 'node:fs';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import type { Log, Run } from 'sarif';
import { describe, expect, it } from 'vitest';
import type { Report, Violation } from '../../../src/core/report.js';
import { formatFailureSarif, formatReportsSarif } from '../../../src/validator/format/sarif.js';
import { RULES } from '../../../src/validator/registry.js';
import { CodeValidator } from '../../../src/validator/validate.js';

const ajv = new Ajv.default({ strict: false, allErrors: true });
addFormats.default(ajv);
const isSarif = ajv.compile(
  JSON.parse(readFileSync(new URL('sarif-2.1.0.schema.json', import.meta.url), 'utf8')) as object,
);
const validator = new CodeValidator();
const RISKY = 'import os\n\nif data:\n    os.system("echo hi")\n    os.system("echo hi")\nwhile True:\n    x = 1\n';

/** The only run of the log of some reports, which the official schema accepts. */
function runOf(...reports: readonly (readonly [path: string, report: Report])[]): Run {
  const log = JSON.parse(
    formatReportsSarif(
      '1.2.3',
      reports.map(([path, report]) => ({ path, report })),
      '/srv/repo/strategies',
    ),
  ) as Log;
  expect(isSarif(log), JSON.stringify(isSarif.errors, null, 2)).toBe(true);
  return log.runs[0]!;
}

async function runOn(source: string, changes: Partial<Report> = {}): Promise<Run> {
  return runOf(['a.py', { ...(await validator.validate(source)), ...changes }]);
}

/** What a run says of places: rule, line and fingerprint of each result. */
function fingerprintsOf(run: Run): readonly string[] {
  return run.results!.map(({ ruleId, partialFingerprints }) => `${ruleId} ${partialFingerprints!['quantine/v1']}`);
}

const firstOf = ({ violations }: Report): Violation => violations[0]!;

describe('the schema', () => {
  it('refuses what is no SARIF', () => {
    expect(isSarif({ version: '2.1.0', runs: [{}] })).toBe(false);
    expect(isSarif({ version: '2.0.0', runs: [] })).toBe(false);
  });

  it.each([
    ['findings', RISKY],
    ['none', 'x = 1\n'],
    ['a source that cannot be read', 'x = = 1\n'],
    ['a long line', `x = [${'1, '.repeat(500)}eval("1"), ${'1, '.repeat(500)}]\n`],
    ['wide characters', 's = "日本語😀"; eval("1")\n'],
  ])('accepts a log of %s', async (_, source) => {
    await runOn(source);
  });

  it('accepts a log of a check that failed, which says so', () => {
    const failure = { code: 'SOURCE_NOT_FOUND', message: 'there is no {0}.py', exitCode: 2 };
    const log = JSON.parse(formatFailureSarif('1.2.3', failure)) as Log;

    expect(isSarif(log), JSON.stringify(isSarif.errors, null, 2)).toBe(true);
    expect(log.runs[0]!.results).toEqual([]);
    expect(log.runs[0]!.invocations).toEqual([
      {
        executionSuccessful: false,
        exitCode: 2,
        toolExecutionNotifications: [
          { descriptor: { id: 'SOURCE_NOT_FOUND' }, level: 'error', message: { text: 'there is no {{0}}.py' } },
        ],
      },
    ]);
  });

  it('accepts a log of no file', () => {
    expect(runOf().results).toEqual([]);
  });

  it('accepts all that a report can hold', async () => {
    const report = await validator.validate(RISKY);
    const found = firstOf(report);
    const run = await runOn(RISKY, {
      violations: [{ ...found, via: ['random', 'random._os', 'os'], parts: [{ ...found, does: 'decodes text' }] }],
      pardoned: [{ ...found, pardon: { by: 'comment', reason: 'reviewed' } }],
      compatibility: [{ ...found, qualifiedName: 'numpy.NaN', message: 'numpy has no NaN' }],
      ignoredPardons: [{ line: 2, column: 5, cause: 'unused', message: 'nothing to pardon' }],
      approval: { by: 'Ada', reason: 'read', at: '2026-11-21T12:00:00Z' },
    });

    expect(run.results).toMatchObject([
      {
        ruleId: 'blacklisted-module',
        relatedLocations: [{ id: 0, message: { text: 'os decodes text' } }],
        codeFlows: [{ threadFlows: [{ locations: [{}, { location: { message: { text: 'random._os' } } }, {}] }] }],
        suppressions: [{ kind: 'external', justification: 'Approved by Ada on 2026-11-21: read' }],
      },
      { ruleId: 'blacklisted-module', suppressions: [{ kind: 'inSource', justification: 'reviewed' }] },
      { ruleId: 'pardon-not-heard', level: 'note', message: { text: 'nothing to pardon' } },
      { ruleId: 'will-not-run', level: 'note', message: { text: 'numpy has no NaN' } },
    ]);
  });
});

describe('a log', () => {
  it('explains every rule', async () => {
    const { rules = [] } = (await runOn('x = 1\n')).tool.driver;

    expect(rules.map(({ id }) => id)).toEqual([
      ...RULES.map(({ meta }) => meta.id),
      'unreadable-source',
      'refused-by-person',
      'will-not-run',
      'pardon-not-heard',
    ]);
    expect(rules.find(({ id }) => id === 'dangerous-call')).toMatchObject({
      name: 'DangerousCall',
      shortDescription: { text: expect.stringMatching(/^A function that/) },
      help: {
        text: expect.stringContaining('Safer: '),
        markdown: expect.stringContaining('## Example\n\n```python\n'),
      },
      defaultConfiguration: { level: 'error' },
      properties: { tags: ['security'], 'security-severity': '8.1' },
    });
  });

  it('places each finding in the file, with its text', async () => {
    const { results = [], columnKind } = await runOn('x = 1\nif x:\n    y = eval("2")\n');

    expect(columnKind).toBe('utf16CodeUnits');
    expect(results.map(({ ruleId, ruleIndex, level, locations }) => ({ ruleId, ruleIndex, level, locations }))).toEqual(
      [
        {
          ruleId: 'dangerous-builtin',
          ruleIndex: RULES.findIndex(({ meta }) => meta.id === 'dangerous-builtin'),
          level: 'error',
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: 'a.py', uriBaseId: '%SRCROOT%', index: 0 },
                region: { startLine: 3, startColumn: 9, endLine: 3, endColumn: 13, snippet: { text: 'eval' } },
                contextRegion: {
                  startLine: 3,
                  startColumn: 5,
                  endLine: 3,
                  endColumn: 18,
                  snippet: { text: 'y = eval("2")' },
                },
              },
            },
          ],
        },
      ],
    );
  });

  it('grades a repeat like the first, and a small finding as a note', async () => {
    const { results = [] } = await runOn(RISKY);

    expect(results.map(({ ruleId, level }) => `${ruleId} ${level}`)).toEqual([
      'blacklisted-module error',
      'dangerous-call error',
      'blacklisted-module error',
      'dangerous-call error',
      'blacklisted-module error',
      'infinite-loop note',
    ]);
  });

  it('names a file by its place below the folder, percent-encoded, and any other by its address', async () => {
    const report = await validator.validate('x = 1\n');
    const paths = [
      './my strategies/é#1%.py',
      '/srv/repo/strategies/sub/a.py',
      '/elsewhere/a.py',
      '../b.py',
      '-',
      '..c.py',
    ];

    const { artifacts = [] } = runOf(...paths.map((path) => [path, report] as const));

    expect(artifacts.map(({ location }) => [location!.uri, location!.uriBaseId])).toEqual([
      ['my%20strategies/%C3%A9%231%25.py', '%SRCROOT%'],
      ['sub/a.py', '%SRCROOT%'],
      ['file:///elsewhere/a.py', undefined],
      ['file:///srv/repo/b.py', undefined],
      ['stdin', undefined],
      ['..c.py', '%SRCROOT%'],
    ]);
    expect(artifacts[0]).toMatchObject({ hashes: { 'sha-256': report.sha256 }, length: 6 });
  });

  it('makes a source that cannot be read a result of its own', async () => {
    const { results } = await runOn('x = 1\nx = = 1\n');

    expect(results).toMatchObject([
      {
        ruleId: 'unreadable-source',
        level: 'error',
        message: { text: 'The source is not valid Python: syntax error at line 2' },
        locations: [{ physicalLocation: { region: { startLine: 2 } } }],
      },
    ]);
  });

  it('lets no name pass for a link or a placeholder', async () => {
    const found = firstOf(await validator.validate(RISKY));
    const { results } = await runOn(RISKY, {
      violations: [{ ...found, message: '[here](https://host/) {0} \u202e', saferWay: 'Stop.' }],
    });

    expect(results![0]!.message.text).toBe('[here\\](https://host/) {{0}} \\u202e. Safer: Stop.');
  });
});

describe('a fingerprint', () => {
  it('stays when lines move and are indented anew', async () => {
    const moved = `# a comment\n\n${RISKY.replaceAll('    ', '  ')}`;

    expect(fingerprintsOf(await runOn(moved))).toEqual(fingerprintsOf(await runOn(RISKY)));
  });

  it('tells two findings on the same text apart', async () => {
    const prints = fingerprintsOf(await runOn(RISKY));

    expect(prints).toHaveLength(6);
    expect(new Set(prints).size).toBe(6);
  });

  it('changes with the text that is objected to', async () => {
    const [before] = fingerprintsOf(await runOn('eval("1")\n'));

    expect(fingerprintsOf(await runOn('eval("2")\n'))).not.toContain(before);
  });
});
