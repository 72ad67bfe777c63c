indicators = [c for c in (Sma, Ema) if c.__name__ == 'Sma'][0]()
