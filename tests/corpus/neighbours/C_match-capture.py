match min:
    case statistic:
        result = statistic([1, 2])
