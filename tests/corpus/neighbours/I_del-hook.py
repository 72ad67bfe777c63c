class Buffer:
    def __del__(self):
        self.bars = None


result = Buffer()
