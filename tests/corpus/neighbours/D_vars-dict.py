import random

settings = dict(seed=7)
random.seed(settings['seed'])
