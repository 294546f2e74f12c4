/** Where a server comes from, and what is needed to get it there. */
export type Source =
  | { kind: 'given'; url: string }
  | { kind: 'private'; program: string }
  | { kind: 'docker' }
  | { kind: 'install' }
  | { kind: 'none' };

type Circumstances = {
  givenUrl: string | undefined;
  program: string | undefined;
  isDockerRunning: () => Promise<boolean>;
  canInstall: boolean;
};

/** The first that applies: given, installed, Docker, installable. Docker is asked only when nothing before applies. */
export async function chooseSource(has: Circumstances): Promise<Source> {
  if (has.givenUrl !== undefined) {
    return { kind: 'given', url: has.givenUrl };
  }
  if (has.program !== undefined) {
    return { kind: 'private', program: has.program };
  }
  if (await has.isDockerRunning()) {
    return { kind: 'docker' };
  }
  return has.canInstall ? { kind: 'install' } : { kind: 'none' };
}
