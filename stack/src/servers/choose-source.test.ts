import { describe, expect, it } from 'vitest';
import { chooseSource } from './choose-source.ts';

const nothing = {
  givenUrl: undefined,
  program: undefined,
  isDockerRunning: async () => false,
  canInstall: false,
};

describe('chooseSource', () => {
  it('takes a server that is given before one that is installed', async () => {
    const source = await chooseSource({ ...nothing, givenUrl: 'redis://there', program: '/bin/r' });

    expect(source).toEqual({ kind: 'given', url: 'redis://there' });
  });

  it('takes an installed program without asking Docker', async () => {
    const isDockerRunning = () => Promise.reject(new Error('asked'));

    const source = await chooseSource({ ...nothing, program: '/bin/r', isDockerRunning });

    expect(source).toEqual({ kind: 'private', program: '/bin/r' });
  });

  it('takes Docker before it installs anything', async () => {
    const isDockerRunning = async () => true;

    const source = await chooseSource({ ...nothing, isDockerRunning, canInstall: true });

    expect(source).toEqual({ kind: 'docker' });
  });

  it('installs where that is possible', async () => {
    expect(await chooseSource({ ...nothing, canInstall: true })).toEqual({ kind: 'install' });
  });

  it('says none when there is no way', async () => {
    expect(await chooseSource(nothing)).toEqual({ kind: 'none' });
  });
});
