import numpy as np

data.to_csv('/output/x.csv')
data.to_parquet('/output/x.parquet')
np.save('/output/weights.npy', data.values)
