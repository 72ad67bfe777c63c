class Signal:
    value = 2


result = Signal.value
