import dataclasses


@dataclasses.dataclass
class Bar:
    close: float


result = dataclasses.asdict(Bar(1.0))
