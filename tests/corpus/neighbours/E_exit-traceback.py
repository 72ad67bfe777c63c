class Timer:
    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        self.error = error
        return True


with Timer():
    1 / 0
