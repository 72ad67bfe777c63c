import talib

result = talib.RSI(data['close'].values, timeperiod=14)
