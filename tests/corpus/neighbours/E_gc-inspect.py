import gc

frames = None
gc.collect()
