import { describe, expect, it } from 'vitest';
import { checkRunc, escapesOf } from '../../../src/cli/doctor/runc-escapes.js';

const cves = (version: string) => escapesOf(version).map(({ cve }) => cve);
const of2025 = ['CVE-2025-31133', 'CVE-2025-52565', 'CVE-2025-52881'];

describe('known escapes by the version of runc', () => {
  it.each([
    ['1.0.0-rc6', ['CVE-2019-5736', 'CVE-2021-30465', 'CVE-2024-21626', ...of2025]],
    ['1.0.0-rc7', ['CVE-2021-30465', 'CVE-2024-21626', ...of2025]],
    ['1.0.0-rc94', ['CVE-2021-30465', 'CVE-2024-21626', ...of2025]],
    ['1.0.0-rc95', ['CVE-2024-21626', ...of2025]],
    ['1.0.0', ['CVE-2024-21626', ...of2025]],
    ['1.1.11', ['CVE-2024-21626', ...of2025]],
    ['1.1.12', of2025],
    ['1.2.7', of2025],
    ['1.2.8', []],
    ['1.3.0', of2025],
    ['1.3.2', of2025],
    ['1.3.3', []],
    ['1.4.0-rc.2', of2025],
    ['1.4.0-rc.3', []],
    ['1.4.0', []],
    ['2.0.0', []],
  ])('of %s are %j', (version, expected) => {
    expect(cves(version)).toEqual(expected);
  });
});

describe('what the doctor says of runc', () => {
  it('is content with one that has every fix', () => {
    expect(checkRunc('1.3.3')).toEqual({ name: 'runc', status: 'ok', found: '1.3.3, no known escapes' });
  });

  it('warns of one without', () => {
    expect(checkRunc('1.1.11')).toMatchObject({
      status: 'warning',
      found: expect.stringContaining('has known escapes: CVE-2024-21626'),
      nextStep: expect.stringContaining('Update runc'),
    });
  });

  it('says of a distribution build only that the number is old', () => {
    expect(checkRunc('1.1.5+ds1')).toMatchObject({
      status: 'warning',
      found: expect.stringContaining('the number is older than the fix of CVE-2024-21626'),
      nextStep: expect.stringContaining('security tracker'),
    });
  });

  it.each([undefined, 'unknown'])('says where to look where the engine tells %s', (version) => {
    expect(checkRunc(version)).toMatchObject({
      status: 'warning',
      nextStep: expect.stringContaining('runc --version'),
    });
  });
});
