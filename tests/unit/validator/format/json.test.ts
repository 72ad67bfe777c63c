import { expect, it } from 'vitest';
import { formatReportsJson } from '../../../../src/validator/format/json.js';
import { reportOf } from '../judge.js';

it('writes all reports as one document', async () => {
  const reports = [
    { path: 'a.py', report: await reportOf('eval("1")') },
    { path: 'b.py', report: await reportOf('x = (') },
  ];

  expect(JSON.parse(formatReportsJson('1.2.3', reports))).toMatchObject({
    version: '1.2.3',
    reports: [
      {
        path: 'a.py',
        isValid: false,
        riskScore: 30,
        riskLevel: 'MEDIUM',
        violations: [{ rule: 'dangerous-builtin', line: 1 }],
      },
      { path: 'b.py', isValid: false, riskScore: null, unreadable: { code: 'SOURCE_UNREADABLE', reason: 'syntax' } },
    ],
  });
});
