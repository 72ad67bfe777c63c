signal = 0
# harmless: signal stays as it is
assert signal == 0
