import { describe, expect, it } from 'vitest';
import { requireSupportedEngine } from '../../../src/engine/support.js';
import { facts as supported } from '../runner/accepted-sandbox.js';

describe('an engine', () => {
  it.each([
    ['Docker 20.10', {}],
    ['a newer API', { apiVersion: '1.52', version: '29.0.1' }],
    ['Podman 5', { isPodman: true, version: '5.4.2' }],
    ['arm64', { architecture: 'arm64' }],
  ])('that is %s is taken', (_, change) => {
    expect(() => requireSupportedEngine({ ...supported, ...change })).not.toThrow();
  });

  it.each([
    ['Podman 4', { isPodman: true, version: '4.9.4' }, /seccomp profile/],
    ['Windows containers', { osType: 'windows' }, /windows/],
    ['riscv64', { architecture: 'riscv64' }, /riscv64/],
    ['built without seccomp', { seccomp: false }, /without seccomp/],
    ['an API before 1.41', { apiVersion: '1.40' }, /1\.40/],
  ])('that is %s is refused by what it lacks', (_, change, lack) => {
    expect(() => requireSupportedEngine({ ...supported, ...change })).toThrow(
      expect.objectContaining({ code: 'ENGINE_UNSUPPORTED', message: expect.stringMatching(lack) }),
    );
  });
});
