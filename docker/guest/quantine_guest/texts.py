"""Texts of the strategy's that others will read: bounded, and without what a terminal or a log would obey."""

import re

MAX_PATH_CHARACTERS = 200
MAX_TYPE_CHARACTERS = 160
MAX_FUNCTION_CHARACTERS = 80
MAX_CODE_CHARACTERS = 160

# Control characters cost six bytes each as JSON and mean nothing in a message; a lone surrogate is no UTF-8.
_UNPRINTABLE = re.compile('[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]')
# In a name, or one line of code, whatever would begin another line as well.
_UNPRINTABLE_IN_LINE = re.compile('[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]')


def clean(text: str) -> str:
    return _UNPRINTABLE.sub('\ufffd', text)


def clip(text: str, characters: int) -> str:
    """`text` cut to `characters`, saying how long it was. Takes a `str` of any subclass and gives an exact one."""
    if str.__len__(text) <= characters:
        return clean(str.__getitem__(text, slice(None)))
    note = f' ... ({str.__len__(text)} characters in all)'
    return clean(str.__getitem__(text, slice(max(0, characters - len(note)))) + note)[:characters]


def clip_line(text: str, characters: int) -> str:
    return _UNPRINTABLE_IN_LINE.sub('\ufffd', clip(text, characters))


def is_clean(text: str, characters: int) -> bool:
    """Whether `clip` would have left it as it is."""
    return len(text) <= characters and not _UNPRINTABLE.search(text)


def is_clean_line(text: str, characters: int) -> bool:
    return len(text) <= characters and not _UNPRINTABLE_IN_LINE.search(text)
