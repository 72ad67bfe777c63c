/**
 * Names of the standard library that lead to a file, a process, the network or code in their source, and are harmless
 * all the same. Whatever else leads there is a sink by its name.
 */
export const HARMLESS_THOUGH_LEADING: readonly (readonly [why: string, names: RegExp])[] = [
  ['runs what it is given; its methods that open or start something are judged', /^asyncio\.(?:\w+\.)?\w*EventLoop$/],
  ['makes a class of names that it has checked', /^collections\.namedtuple$/],
  [
    'makes methods of the fields that the source writes out',
    /^dataclasses\.(?:dataclass|_process_class|_FuncBuilder\.add_fns_to_class|_FuncBuilder)$/,
  ],
  ['makes a class of the members that the source writes out', /^enum\.Enum(?:Meta|Type)(?:\.\w+)?$/],
  [
    'writes types; what evaluates one that is a text is on the list of annotation readers',
    /^typing\.(?!ForwardRef|_eval|evaluate|get_type_hints|_type_c|_make_fwd|_caller)\w+(?:\.\w+)?$/,
  ],
  ['shows lines of the source that runs', /^traceback\.(?:\w*(?:print|format|extract)_\w+|TracebackException)$/],
  ['says where the source warns', /^warnings\.(?:warn|deprecated|_deprecated)$/],
  ['reads code, and runs none', /^ast\.(?:parse|literal_eval)$/],
  ['reads a pickle that it has just been given', /^pickletools\.optimize$/],
  [
    'looks for translations of what the library itself says',
    /^gettext\.(?:\w*gettext|Catalog|NullTranslations(?:\.\w+)?)$/,
  ],
  ['looks in lists of types that lie in the system', /^mimetypes\.(?:guess_\w+|add_type)$/],
  [
    'opens a file only where it is told to by `fromfile_prefix_chars` or `FileType`, which are judged',
    /^argparse\.(?:ArgumentParser(?:\.(?:add_argument|parse\w+|_parse\w+))?|_\w+\.add_argument|_\w*Group|_ActionsContainer)$/,
  ],
  [
    'says what the system is called',
    /^platform\.(?:platform|system|node|release|version|machine|processor|uname|architecture)$/,
  ],
  ['likewise', /^platform\.(?:uname_result(?:\.processor)?|win32_ver|mac_ver)$/],
  ['is judged by the path that it is a method of', /^pathlib(?:\.\w+)?\.(?:Pure)?(?:Posix|Windows)?Path(?:\.\w+)?$/],
  ['says where a link leads, and reads no file', /^posixpath\.(?:realpath|ismount)$/],
  [
    'makes a file or directory of its own below /tmp, or in `dir`, which is judged',
    /^tempfile\.(?:gettempdirb?|SpooledTemporaryFile(?:\.\w+)?|TemporaryDirectory\.cleanup|mktemp)$/,
  ],
  [
    'reads the time zones of the system, by names without a path',
    /^zoneinfo\.(?:ZoneInfo(?:\.no_cache)?|available_timezones)$/,
  ],
  ['reads only what `read` is told to, which is judged', /^configparser\.(?:Raw|Safe)?ConfigParser$/],
  [
    'works on an archive that is open, within it',
    /^(?:tarfile\.(?:data_filter|tar_filter|fully_trusted_filter)|zipfile\.ZipFile\.(?:close|namelist))$/,
  ],
  ['reads one text of which no file is a part', /^xml\.(?:sax|dom\.minidom|dom\.pulldom)\.parseString$/],
  ['chooses among what the library brings', /^xml\.dom(?:\.domreg)?\.getDOMImplementation$/],
  ['makes a text of a tree that is there', /^xml\.etree\.ElementTree\.(?:tostring|tostringlist|dump|indent)$/],
  ['splits the text that it is given', /^shlex\.split$/],
  [
    'logs to the handlers that there are, or to the screen',
    /^logging\.(?:critical|debug|error|exception|fatal|info|log|warn|warning|StreamHandler|Logger(?:\.\w+)?)$/,
  ],
  [
    'writes to the file that its handler was opened with, or the older ones beside it',
    /^logging\.(?:handlers\.)?\w*FileHandler\.(?:emit|doRollover|getFilesToDelete)$/,
  ],
  [
    'runs coroutines, of which each is judged',
    /^asyncio\.(?:runners|tasks|futures|timeouts|staggered)\.\w+(?:\.\w+)?$/,
  ],
  [
    'likewise: the event loop opens what it is told to open',
    /^asyncio\.events\.(?:(?:get|new|set|_get)\w*event_loop\w*|Handle|TimerHandle|\w*Policy\.get_event_loop)$/,
  ],
  ['runs functions in threads', /^concurrent\.futures\.thread\.ThreadPoolExecutor$/],
  ['runs the tests that the source holds', /^unittest\.(?:async_case\.)?IsolatedAsyncioTestCase(?:\.\w+)?$/],
  [
    'stands in for what the source gives it',
    /^unittest\.mock\.(?:Async|Magic|Property|Threading|NonCallable|NonCallableMagic)?Mock(?:Mixin)?(?:\.\w+)?$/,
  ],
  [
    'reads annotations that are texts only with `eval_str`, which is judged',
    /^inspect\.(?:signature|Signature)(?:\.\w+)?$/,
  ],
  ['says which version is installed', /^importlib\.metadata\.(?:version|PackageNotFoundError)$/],
  ['is an error that a handler catches', /^urllib\.error\.HTTPError(?:\.\w+)?$/],
  ['asks whether the terminal completes what is typed', /^cmd\.Cmd(?:\.\w+)?$/],
];
