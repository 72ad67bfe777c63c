import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

// Read by hand: zod takes longer to load than a strategy takes to check. An empty variable is none.
const text = (value: string | undefined) => (value === '' ? undefined : value);
const flag = (value: string | undefined) => value !== undefined && value !== '' && value !== '0';

const variables = (env: NodeJS.ProcessEnv) => ({
  HOME: text(env.HOME),
  XDG_RUNTIME_DIR: text(env.XDG_RUNTIME_DIR),
  USER: text(env.USER),
  LOGNAME: text(env.LOGNAME),
  USERNAME: text(env.USERNAME),
  XDG_CACHE_HOME: text(env.XDG_CACHE_HOME),
  DOCKER_HOST: text(env.DOCKER_HOST),
  DOCKER_CONTEXT: text(env.DOCKER_CONTEXT),
  DOCKER_CONFIG: text(env.DOCKER_CONFIG),
  DOCKER_TLS_VERIFY: text(env.DOCKER_TLS_VERIFY),
  DOCKER_CERT_PATH: text(env.DOCKER_CERT_PATH),
  QUANTINE_NO_INSTALL: flag(env.QUANTINE_NO_INSTALL),
  QUANTINE_AUTO_SETUP: flag(env.QUANTINE_AUTO_SETUP),
  QUANTINE_BUILD_NETWORK: text(env.QUANTINE_BUILD_NETWORK),
  QUANTINE_BASE_IMAGE: text(env.QUANTINE_BASE_IMAGE),
  QUANTINE_DEBIAN_MIRROR: text(env.QUANTINE_DEBIAN_MIRROR),
  SSL_CERT_FILE: text(env.SSL_CERT_FILE),
  PIP_CONFIG_FILE: text(env.PIP_CONFIG_FILE),
  NO_COLOR: text(env.NO_COLOR),
  TERM: text(env.TERM),
  CI: flag(env.CI),
});

/** Everything Quantine reads from its surroundings, read once. */
export interface Settings {
  readonly homeDir: string;
  readonly xdgRuntimeDir: string | undefined;
  /** Who is logged in, by the name that the system has for them. */
  readonly userName: string | undefined;
  /** The user's folder of caches. */
  readonly cacheDir: string;
  readonly docker: {
    readonly host: string | undefined;
    readonly context: string | undefined;
    readonly configDir: string;
    readonly tlsVerify: boolean;
    readonly certPath: string | undefined;
  };
  /** `QUANTINE_NO_INSTALL`: never install or start anything, say what to do instead. */
  readonly noInstall: boolean;
  /** `QUANTINE_AUTO_SETUP`: set up what is missing on the way (as `scripts/quantine` does) instead of failing. */
  readonly autoSetup: boolean;
  readonly build: {
    /** `QUANTINE_BUILD_NETWORK`: the network of image builds; undefined tries the engine's default, then the host's. */
    readonly network: string | undefined;
    /** `QUANTINE_BASE_IMAGE`: a base image of the desk's own, instead of the registry's or one made here. */
    readonly baseImage: string | undefined;
    /** `QUANTINE_DEBIAN_MIRROR`: where Debian's packages come from when the base is made here. */
    readonly debianMirror: string | undefined;
    readonly certificateFile: string | undefined;
    readonly pipConfigFile: string | undefined;
    /** Every `PIP_*` variable, handed to the build stages and to no layer of the result. */
    readonly pip: Readonly<Record<string, string>>;
  };
  readonly noColor: boolean;
  /** Whether the terminal says that it knows no cursor. */
  readonly isDumbTerminal: boolean;
  /** Whether nobody watches, whatever the terminal says of itself. */
  readonly isCi: boolean;
}

/** The settings of this process: the only reader of its environment. */
export function loadSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const values = variables(env);
  const homeDir = values.HOME ?? homedir();
  return Object.freeze({
    homeDir,
    xdgRuntimeDir: values.XDG_RUNTIME_DIR,
    userName: values.USER ?? values.LOGNAME ?? values.USERNAME,
    cacheDir: cacheDirOf(values.XDG_CACHE_HOME, homeDir),
    docker: Object.freeze({
      host: values.DOCKER_HOST,
      context: values.DOCKER_CONTEXT,
      configDir: values.DOCKER_CONFIG ?? join(homeDir, '.docker'),
      tlsVerify: values.DOCKER_TLS_VERIFY !== undefined,
      certPath: values.DOCKER_CERT_PATH,
    }),
    noInstall: values.QUANTINE_NO_INSTALL,
    autoSetup: values.QUANTINE_AUTO_SETUP,
    build: Object.freeze({
      network: values.QUANTINE_BUILD_NETWORK,
      baseImage: values.QUANTINE_BASE_IMAGE,
      debianMirror: values.QUANTINE_DEBIAN_MIRROR,
      certificateFile: values.SSL_CERT_FILE,
      pipConfigFile: values.PIP_CONFIG_FILE,
      pip: Object.freeze(pipVariables(env)),
    }),
    noColor: values.NO_COLOR !== undefined,
    isDumbTerminal: values.TERM === 'dumb',
    isCi: values.CI,
  });
}

/** One that is relative is to be ignored, as the XDG Base Directory Specification has it. */
function cacheDirOf(named: string | undefined, homeDir: string): string {
  return named !== undefined && isAbsolute(named) ? named : join(homeDir, '.cache');
}

function pipVariables(env: NodeJS.ProcessEnv): Record<string, string> {
  const entries = Object.entries(env).filter(
    (entry): entry is [string, string] => entry[0].startsWith('PIP_') && entry[1] !== undefined,
  );
  return Object.fromEntries(entries);
}
