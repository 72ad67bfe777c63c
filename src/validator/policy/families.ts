import type { CapabilityName } from '../../core/report.js';

/** A family of modules that are dangerous for one reason, and that have no harmless part worth naming. */
export interface ModuleFamily {
  readonly why: string;
  readonly gives?: CapabilityName;
  /** Whether to import one does nothing yet, and says little: honest strategies leave such imports behind. */
  readonly isHarmlessUntilUsed?: boolean;
  readonly modules: readonly string[];
}

/** Families of modules that a strategy has no business with. A module's name stands for everything below it too. */
export const MODULE_FAMILIES: readonly ModuleFamily[] = [
  {
    why: 'it is the operating system, or a part of the interpreter, by its inner name',
    gives: 'steers-interpreter',
    modules: [
      ...['posix', 'nt', '_io', '_pyio', '_imp', '_winreg', '_sitebuiltins', '_frozen_importlib'],
      ...['_frozen_importlib_external', '_bootlocale', '_testcapi', '_testinternalcapi', '_xxsubinterpreters'],
      ...['_interpreters', '_tracemalloc', '__main__', 'sysconfig', '_sysconfigdata'],
      ...['_pyrepl', '_osx_support', '_aix_support', '_android_support', '_apple_support', 'pydoc'],
    ],
  },
  {
    why: 'it starts threads or processes',
    gives: 'starts-processes',
    modules: [
      ...['_thread', '_threading_local', '_posixsubprocess', '_winapi', '_multiprocessing', '_posixshmem', 'pexpect'],
      ...['ptyprocess', 'sh', 'plumbum', 'fabric', 'invoke', 'delegator', 'daemon', 'mailcap', 'billiard'],
    ],
  },
  {
    why: 'it drives other programs, machines or repositories',
    gives: 'starts-processes',
    modules: [
      ...['docker', 'podman', 'kubernetes', 'ansible', 'ansible_runner', 'salt', 'git', 'dulwich', 'pygit2', 'crontab'],
      ...[
        'wmi',
        'pip',
        'ensurepip',
        'venv',
        'virtualenv',
        'conda',
        'vagrant',
        'libtmux',
        'winrm',
        'pypsrp',
        'pwn',
        'pwnlib',
      ],
    ],
  },
  {
    why: 'it imports, compiles or runs code by a name or text made at run time',
    gives: 'imports-by-name',
    modules: [
      ...[
        'imp',
        'pkgutil',
        'runpy',
        'zipimport',
        'code',
        'codeop',
        'compileall',
        'py_compile',
        'zipapp',
        'modulefinder',
      ],
      ...['idlelib', 'rlcompleter', 'pyximport', 'asteval', 'simpleeval', 'js2py', 'execnet', 'rpyc'],
    ],
  },
  {
    why: "it reads and steers the interpreter's frames",
    gives: 'steers-interpreter',
    modules: ['pdb', 'bdb', 'site', 'faulthandler', 'sitecustomize', 'usercustomize', 'pydevd', 'debugpy', 'ipdb'],
  },
  {
    why: 'it reads pickles, which run whatever code they hold',
    gives: 'reads-pickles',
    modules: ['dill', 'cloudpickle', 'jsonpickle', 'dbm', '_pickle', 'cPickle', 'pickle5', 'copyreg', 'klepto'],
  },
  {
    why: 'it calls native code or reads raw memory',
    gives: 'calls-native-code',
    modules: ['_ctypes', 'cffi', 'mmap', 'pymem', 'pyinjector', 'frida', 'ptrace', 'keystone', 'cppyy'],
  },
  {
    why: 'it reaches the operating system and those who use it',
    gives: 'reads-environment',
    modules: [
      ...['fcntl', 'resource', 'termios', 'tty', 'syslog', 'pwd', 'grp', 'spwd', 'crypt', 'nis', 'winreg', 'msvcrt'],
      ...['psutil', 'getpass', 'readline', 'cpuinfo', 'GPUtil', 'distro', 'netifaces', 'ifaddr', 'netaddr'],
      ...['win32api', 'win32con', 'win32file', 'win32gui', 'win32process', 'win32service', 'win32serviceutil'],
      ...['win32security', 'win32net', 'win32event', 'win32com', 'pythoncom', 'pywintypes', 'comtypes'],
    ],
  },
  {
    why: 'it reads passwords, keys or the cookies of a browser',
    gives: 'reads-environment',
    modules: ['keyring', 'netrc', 'browser_cookie3', 'browsercookie', 'win32crypt', 'secretstorage', 'browserhistory'],
  },
  {
    why: 'it reads the screen, the keyboard, the clipboard or the camera',
    gives: 'watches-user',
    modules: [
      ...['pyperclip', 'clipboard', 'xerox', 'win32clipboard', 'pynput', 'pyHook', 'pyxhook', 'keyboard'],
      ...['evdev', 'pyautogui', 'pywinauto', 'pygetwindow', 'autopy', 'pyscreenshot', 'pyscreeze', 'mss', 'd3dshot'],
      ...['dxcam', 'sounddevice', 'pyaudio', 'watchdog', 'inotify', 'pyinotify', 'watchfiles'],
    ],
  },
  {
    why: 'it reaches the network',
    gives: 'uses-network',
    isHarmlessUntilUsed: true,
    modules: [
      ...['requests', 'httpx', 'aiohttp', 'urllib2', 'urllib3', 'httplib', 'httplib2', 'pycurl', 'curl_cffi', 'wget'],
      ...['ftplib', 'smtplib', 'smtpd', 'poplib', 'imaplib', 'nntplib', 'telnetlib', 'xmlrpc', 'xmlrpclib', 'ssl'],
      ...['select', 'selectors', 'cgi', 'websocket', 'websockets', 'socketio', 'engineio', 'grpc', 'zmq', 'pika'],
      ...['kafka', 'nats', 'paho', 'stomp', 'boto3', 'botocore', 'aiobotocore', 's3fs', 'gcsfs', 'adlfs', 'fsspec'],
      ...['smart_open', 'gdown', 'dropbox', 'googleapiclient', 'gspread', 'pydrive', 'pydrive2', 'firebase_admin'],
      ...['huggingface_hub', 'scrapy', 'requests_html', 'grequests', 'treq', 'feedparser', 'selenium', 'playwright'],
      ...['pyppeteer', 'telegram', 'telebot', 'telethon', 'pyrogram', 'discord', 'slack_sdk', 'tweepy', 'praw'],
      ...['twilio', 'pushbullet', 'pusher', 'yagmail', 'exchangelib', 'twisted'],
    ],
  },
  {
    why: 'it reaches other machines, or the network as it lies below',
    gives: 'uses-network',
    modules: [
      ...['socketserver', 'SocketServer', '_socket', '_ssl', 'asyncore', 'asynchat', 'wsgiref', 'paramiko'],
      ...['asyncssh', 'pysftp', 'scp', 'netmiko', 'telnetlib3', 'mechanize', 'mechanicalsoup', 'cloudscraper'],
      ...['dns', 'scapy', 'nmap', 'pyshark', 'dpkt', 'impacket', 'shodan', 'whois', 'ldap3', 'pysnmp', 'socks'],
      // Those that put others in the place of sockets and threads, or open a browser as soon as they are imported.
      ...['stem', 'pyngrok', 'speedtest', 'zeroconf', 'gevent', 'eventlet', 'webbrowser', 'antigravity'],
    ],
  },
  {
    why: 'it fetches prices or trades over the network, which the sandbox does not have',
    gives: 'uses-network',
    modules: [
      ...['yfinance', 'ccxt', 'pandas_datareader', 'quandl', 'tushare', 'akshare', 'alpaca_trade_api', 'alpaca'],
      ...['binance', 'ib_insync', 'ibapi', 'kiteconnect', 'oandapyV20', 'polygon', 'alpha_vantage', 'MetaTrader5'],
    ],
  },
  {
    why: 'it serves the web',
    gives: 'uses-network',
    isHarmlessUntilUsed: true,
    modules: [
      ...['fastapi', 'flask', 'django', 'starlette', 'uvicorn', 'gunicorn', 'hypercorn', 'tornado', 'bottle', 'sanic'],
      ...['quart', 'falcon', 'cherrypy', 'aiohttp_jinja2', 'dash', 'streamlit', 'gradio', 'nicegui'],
    ],
  },
  {
    why: 'it reaches databases and their files',
    gives: 'uses-database',
    isHarmlessUntilUsed: true,
    modules: [
      ...['sqlalchemy', 'psycopg2', 'psycopg', 'pymysql', 'MySQLdb', 'mysql', 'sqlite3', '_sqlite3', 'pysqlite2'],
      ...['pymongo', 'mongoengine', 'redis', 'pyodbc', 'pypyodbc', 'pymssql', 'cx_Oracle', 'oracledb', 'asyncpg'],
      ...['aiosqlite', 'aiomysql', 'peewee', 'pony', 'tortoise', 'sqlmodel', 'duckdb', 'cassandra'],
      ...['influxdb', 'influxdb_client', 'elasticsearch', 'opensearchpy', 'clickhouse_driver', 'clickhouse_connect'],
      ...['motor', 'neo4j', 'couchdb', 'tinydb', 'ZODB', 'lmdb', 'plyvel', 'leveldb', 'arctic', 'arcticdb'],
      ...['snowflake', 'pyhive'],
    ],
  },
];
