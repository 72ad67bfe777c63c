import traceback

try:
    1 / 0
except Exception as error:
    result = type(error).__name__
    traceback.print_exc()
