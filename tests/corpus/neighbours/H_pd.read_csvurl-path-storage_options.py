import pandas as pd

result = pd.read_csv('/data/sp500', parse_dates=['Date'])
