import pandas as pd

result = pd.api.types.is_numeric_dtype(pd.Series([1]))
