import type { EffectKind } from './effects.js';
import { NamePatterns } from './name-patterns.js';

/** What functions do beyond computing that is no accusation by itself, by dotted name. */
const QUIET_EFFECTS = new NamePatterns<EffectKind>([
  {
    meaning: 'reads-environment',
    patterns: [
      ...[
        'os.environ',
        'os.environb',
        'os.getenv',
        'os.getenvb',
        'os.uname',
        'os.getlogin',
        'os.getuid',
        'os.cpu_count',
      ],
      ...['platform.*', 'socket.gethostname', 'socket.getfqdn', 'uuid.getnode', 'locale.getlocale', 'sys.platform'],
    ],
  },
  {
    meaning: 'decodes-text',
    patterns: [
      ...[
        'base64.*decode',
        'base64.decode*',
        'binascii.unhexlify',
        'binascii.a2b_*',
        'codecs.decode',
        'zlib.decompress*',
      ],
      ...['gzip.decompress', 'bz2.decompress', 'lzma.decompress', 'quopri.decode*', 'uu.decode', 'html.unescape'],
      ...['builtins.bytes.fromhex', 'builtins.bytearray.fromhex', 'urllib.parse.unquote*'],
    ],
  },
  {
    meaning: 'encodes-text',
    patterns: [
      ...['base64.*encode', 'base64.encode*', 'binascii.hexlify', 'binascii.b2a_*', 'codecs.encode', 'zlib.compress*'],
      ...['gzip.compress', 'bz2.compress', 'lzma.compress', 'quopri.encode*', 'uu.encode'],
    ],
  },
  // What only ever makes numbers, texts and lists of a text, as json does, is none of these.
  {
    meaning: 'reads-objects',
    patterns: [
      ...['yaml.*load', 'yaml.*load_all', 'yaml.parse', 'yaml.compose*', 'ruamel.yaml.*load*', 'plistlib.load*'],
      ...['ast.literal_eval', 'ast.parse', 'xmltodict.parse', 'xml.etree.ElementTree.fromstring*', 'lxml.etree.*'],
      ...['xml.dom.minidom.parseString', 'xml.etree.ElementTree.XML', 'msgpack.unpack*', 'bson.decode*', 'bson.loads'],
    ],
  },
  {
    meaning: 'writes-objects',
    patterns: ['yaml.*dump', 'yaml.*dump_all', 'yaml.serialize*', 'ruamel.yaml.*dump*', 'plistlib.dump*'],
  },
  {
    meaning: 'starts-processes',
    patterns: ['concurrent.futures.*Executor', 'asyncio.to_thread', 'joblib.Parallel', 'sched.scheduler'],
  },
  { meaning: 'writes-files', patterns: ['tempfile.*'] },
]);

export function quietEffectOf(name: string): EffectKind | undefined {
  return QUIET_EFFECTS.of(name);
}

/** What the dangerous built-in functions do; `open` hangs on its mode. */
export const BUILTIN_EFFECTS: ReadonlyMap<string, EffectKind> = new Map([
  ['builtins.eval', 'runs-text-as-code'],
  ['builtins.exec', 'runs-text-as-code'],
  ['builtins.compile', 'runs-text-as-code'],
  ['builtins.__import__', 'imports-by-name'],
  ['builtins.globals', 'walks-objects'],
  ['builtins.locals', 'walks-objects'],
  ['builtins.vars', 'walks-objects'],
  ['builtins.breakpoint', 'steers-interpreter'],
  ['builtins.open', 'reads-files'],
]);

/** What the methods of a path do. */
export const PATH_EFFECTS: ReadonlyMap<string, EffectKind> = new Map([
  ...effects('writes-files', ['write_text', 'write_bytes', 'mkdir', 'touch', 'chmod', 'symlink_to', 'hardlink_to']),
  ...effects('reads-files', ['open', 'read_text', 'read_bytes', 'readlink']),
  ...effects('deletes-files', ['unlink', 'rmdir', 'rename', 'replace']),
  ...effects('lists-files', ['iterdir', 'glob', 'rglob', 'walk']),
]);

/** Where passwords, keys and the habits of a user lie. */
export const SECRET_PATH =
  /(?:^|[/\\~])(?:etc[/\\](?:passwd|shadow|sudoers|gshadow|master\.passwd)|proc[/\\](?:self|\d+)[/\\](?:environ|mem|maps|cmdline)|\.(?:ssh|aws|gnupg|kube|docker|netrc|pgpass|pypirc|npmrc|git-credentials|bash_history|zsh_history|python_history|env)(?:[/\\]|$)|id_(?:rsa|dsa|ecdsa|ed25519)|wallet\.dat|Login Data|Local State|key[34]\.db|logins\.json|docker\.sock)/;

function effects(kind: EffectKind, names: readonly string[]): [string, EffectKind][] {
  return names.map((name) => [name, kind]);
}
