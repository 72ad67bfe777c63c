import yaml

result = yaml.safe_load('fast: 20')
