for statistic in (min, max):
    result = statistic([1, 2, 3])
