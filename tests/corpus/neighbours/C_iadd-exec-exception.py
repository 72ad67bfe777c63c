class Total:
    def __init__(self):
        self.value = 0

    def __iadd__(self, other):
        self.value += other
        return self


total = Total()
total += 1
