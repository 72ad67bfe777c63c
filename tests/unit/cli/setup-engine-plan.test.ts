import { describe, expect, it } from 'vitest';
import { planEngine } from '../../../src/cli/setup/engine-plan.js';
import type { HostFacts } from '../../../src/cli/setup/host.js';
import type { Look } from '../../../src/engine/locate.js';
import type { Finding } from '../../../src/engine/probe.js';

function look(finding: Finding, path = '/var/run/docker.sock', origin = path): Look {
  return {
    origin,
    address: { kind: 'socket', path },
    isChosen: origin.startsWith('DOCKER_'),
    finding,
    detail: '',
  };
}

/** Debian as root, with nothing installed and no systemd. */
function host(facts: Partial<HostFacts> = {}): HostFacts {
  return {
    platform: 'linux',
    isRoot: true,
    hasSystemd: false,
    distribution: 'debian',
    dockerd: undefined,
    hasPodman: false,
    otherEngines: [],
    ...facts,
  };
}

const absent = [look('absent')];
const dockerd = '/usr/sbin/dockerd';

describe('what set-up does about the engine', () => {
  it('uses one that answers', () => {
    expect(planEngine([look('absent', '/a.sock'), look('answers', '/b.sock')], host(), true)).toMatchObject({
      kind: 'use',
      endpoint: { address: { path: '/b.sock' } },
    });
  });

  it('starts an installed dockerd as root, by systemd where that is the init', () => {
    expect(planEngine(absent, host({ dockerd, hasSystemd: true }), true)).toEqual({ kind: 'start_unit' });
    expect(planEngine(absent, host({ dockerd }), true)).toEqual({ kind: 'start_dockerd', program: dockerd });
  });

  it('names the command that starts an installed dockerd where it is not root', () => {
    expect(planEngine(absent, host({ dockerd, hasSystemd: true, isRoot: false }), true)).toEqual({
      kind: 'tell',
      nextStep: 'Docker is installed and does not run. Start it: sudo systemctl start docker',
    });
  });

  it('starts nothing where it may not change the machine', () => {
    expect(planEngine(absent, host({ dockerd }), false)).toMatchObject({
      kind: 'tell',
      nextStep: expect.stringContaining('setsid dockerd'),
    });
  });

  it('starts the engine of this machine where DOCKER_HOST names its socket', () => {
    const chosen = [look('refused', '/var/run/docker.sock', 'DOCKER_HOST')];
    expect(planEngine(chosen, host({ dockerd }), true)).toMatchObject({ kind: 'start_dockerd' });
  });

  it('leaves alone what DOCKER_HOST or DOCKER_CONTEXT names elsewhere', () => {
    const chosen = [look('refused', '/srv/own.sock', 'DOCKER_HOST')];
    expect(planEngine(chosen, host({ dockerd }), true)).toEqual({ kind: 'tell' });
    expect(planEngine(chosen, host(), true)).toEqual({ kind: 'tell' });
  });

  it('never starts a second engine beside one that hangs', () => {
    expect(planEngine([look('silent')], host({ dockerd }), true)).toMatchObject({
      kind: 'tell',
      nextStep: expect.stringContaining('does not answer'),
    });
  });

  it.each(['debian', 'ubuntu'])('installs on %s as root where there is no engine at all', (distribution) => {
    expect(planEngine(absent, host({ distribution }), true)).toEqual({ kind: 'install' });
  });

  it.each<[string, Partial<HostFacts>]>([
    ['Fedora', { distribution: 'fedora' }],
    ['a system without a name', { distribution: undefined }],
    ['Debian without root', { isRoot: false }],
    ['macOS', { platform: 'darwin', distribution: undefined }],
    ['Windows', { platform: 'win32', distribution: undefined }],
    ['Debian with podman', { hasPodman: true }],
    ['Debian with docker-ce', { otherEngines: ['docker-ce'] }],
    ['Debian with Docker Desktop', { otherEngines: ['/opt/docker-desktop'] }],
    ['Debian with a context somebody made', { otherEngines: ['context lab'] }],
  ])('installs nothing on %s and says what to do', (_name, facts) => {
    expect(planEngine(absent, host(facts), true)).toEqual({ kind: 'tell', nextStep: expect.any(String) });
  });

  it('installs nothing where it may not change the machine, and names the command', () => {
    expect(planEngine(absent, host(), false)).toEqual({
      kind: 'tell',
      nextStep: expect.stringContaining('apt-get install docker.io'),
    });
  });

  it('tells how to start podman rather than installing docker beside it', () => {
    expect(planEngine(absent, host({ hasPodman: true, isRoot: false, hasSystemd: true }), true)).toMatchObject({
      nextStep: expect.stringContaining('systemctl --user start podman.socket'),
    });
  });

  it('changes nothing where a socket is there and this user may not use it', () => {
    expect(planEngine([look('no_permission')], host({ dockerd, isRoot: false }), true)).toEqual({ kind: 'tell' });
  });
});
