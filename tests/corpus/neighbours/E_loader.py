result = __name__ == '__main__' or __file__
