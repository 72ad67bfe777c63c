class Printer:
    def show(self):
        return print(self.text)
