import numpy as np
import pandas as pd

prices = pd.read_csv('/data/sp500')
weights = np.load('/data/weights', allow_pickle=False)
