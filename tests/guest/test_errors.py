import pytest
from quantine_guest.errors import describe, plain_error

CAP = 200
OF_MINE = 'class E(Exception):\n'
METACLASS = 'class M(type):\n __module__ = property(lambda s: 1 / 0)\n'


def raised(source: str) -> dict:
    namespace = {'__name__': '__main__'}
    try:
        exec(compile(source, 'strategy.py', 'exec'), namespace)
    except BaseException as error:
        return describe(error, source.encode(), CAP)
    raise AssertionError('nothing was raised')


def test_an_exception_is_told_with_the_strategys_own_lines_only():
    error = raised('import json\ndef load():\n    return json.loads("{")\nload()\n')
    assert error['type'] == 'json.decoder.JSONDecodeError'
    assert error['line'] == 3
    assert error['traceback'] == [
        {'line': 4, 'function': '<module>', 'text': 'load()'},
        {'line': 3, 'function': 'load', 'text': 'return json.loads("{")'},
    ]


@pytest.mark.parametrize(
    ('raising', 'kind', 'message'),
    [
        ('raise KeyError("a")', 'KeyError', "'a'"),
        ('class Mine(Exception): pass\nraise Mine(1)', 'Mine', '1'),
        ('raise KeyboardInterrupt', 'KeyboardInterrupt', ''),
        (f'{OF_MINE} def __str__(self): raise KeyError\nraise E', 'E', '<KeyError while its message was read>'),
        (f'{OF_MINE} def __str__(self): return 1\nraise E', 'E', '<TypeError while its message was read>'),
        (f'{METACLASS}class E(Exception, metaclass=M): pass\nraise E', 'E', ''),
        ('class E(Exception): pass\nE.__module__ = 5\nraise E', 'Exception', ''),
        ('del __name__\nraise type("E", (Exception,), {})', 'Exception', ''),
        ('class E(Exception): pass\nE.__qualname__ = "E\\nE"\nraise E', 'E\ufffdE', ''),
        (f'{OF_MINE} __class__ = property(lambda s: 1 / 0)\nraise E', 'E', ''),
        ('raise ValueError("a\\x00b\\ud800c\\nd")', 'ValueError', 'a\ufffdb\ufffdc\nd'),
        ('raise ExceptionGroup("two", [ValueError(1), KeyError(2)])', 'ExceptionGroup', 'two (2 sub-exceptions)'),
    ],
)
def test_type_and_message_survive_whatever_the_class_does(raising, kind, message):
    error = raised(raising)
    assert (error['type'], error['message']) == (kind, message)


def test_a_long_message_is_cut_and_says_so():
    message = raised('raise ValueError("x" * 10_000_000)')['message']
    assert len(message) == CAP
    assert message.endswith('... (10000000 characters in all)')


def test_a_syntax_error_reports_its_own_line():
    error = raised('x = 1\nif x\n    y = 2\n')
    assert (error['type'], error['line'], error['traceback']) == ('SyntaxError', 2, [])


@pytest.mark.parametrize(
    ('raising', 'kind', 'line'),
    [
        ('class E(SyntaxError):\n filename = lineno = property(lambda s: 1 / 0)\nraise E("x")', 'E', 3),
        ('raise ValueError from SyntaxError("x", ("strategy.py", 2**40, 1, "x"))', 'ValueError', 1),
        ('raise ValueError from SyntaxError("x", ("strategy.py", -5, 1, "x"))', 'ValueError', 1),
        ('class E(SyntaxError):\n lineno = property(lambda s: 1 / 0)\nraise ValueError from E("x")', 'ValueError', 3),
    ],
)
def test_a_made_up_line_stays_a_line(raising, kind, line):
    error = raised(raising)
    assert (error['type'], error['line']) == (kind, line)
    assert all(0 < row['line'] < 1 << 31 for row in [*error['traceback'], *error['causes']] if row['line'])


def test_an_exception_that_cannot_be_described_keeps_its_type():
    file = 'class Name(str):\n __eq__ = lambda s, o: 1 / 0\n __hash__ = str.__hash__\n'
    source = 'def f(): raise KeyError(1)\nf.__code__ = f.__code__.replace(co_filename=Name("x"))\nf()'
    assert raised(file + source) == plain_error('KeyError', 'its words cannot be read')


def test_a_syntax_error_of_other_code_reports_the_line_that_asked_for_it():
    assert raised('x = 1\nint("1")\neval("1 +")')['line'] == 3


def test_causes_are_told_nearest_first():
    source = 'try:\n try:\n  1 / 0\n except ZeroDivisionError:\n  raise KeyError(1)\nexcept KeyError as e:\n'
    source += ' raise ValueError(2) from e'
    error = raised(source)
    assert [(cause['type'], cause['line']) for cause in error['causes']] == [('KeyError', 5), ('ZeroDivisionError', 3)]
    assert raised(source.replace('from e', 'from None'))['causes'] == []


def test_causes_that_go_round_in_a_circle_end():
    error = raised('a = ValueError(1)\nb = KeyError(2)\na.__cause__ = b\nb.__cause__ = a\nraise a')
    assert [cause['type'] for cause in error['causes']] == ['KeyError']


def test_a_long_chain_and_a_deep_stack_are_cut():
    chain = raised('e = None\nfor i in range(50):\n  n = ValueError(i)\n  n.__cause__ = e\n  e = n\nraise e')
    assert len(chain['causes']) == 8
    deep = raised('def f(n):\n  if n == 0: raise ValueError\n  f(n - 1)\nf(300)')
    assert len(deep['traceback']) == 64
    assert deep['traceback'][0]['function'] == '<module>'
    assert deep['traceback'][-1]['line'] == deep['line'] == 2
