import json

result = json.dumps({'open': 1})
