from __future__ import annotations


class Bar:
    previous: 'Bar | None' = None
