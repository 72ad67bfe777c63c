import pandas as pd

result = pd.read_json('/data/levels')
