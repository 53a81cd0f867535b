"""Asks policy.rego about plans whose paths are on standard input, one a line, and writes one line of JSON for each: findings, or an error.

The policy is read once. Rego itself leaves out what it cannot evaluate; this engine says so instead, and that is an error here.
"""

import json
import sys
from pathlib import Path

from regorus import Engine

policy = Engine()
policy.add_policy_from_file(str(Path(__file__).with_name("policy.rego")))
for path in sys.stdin.read().splitlines():
    asked = policy.clone()
    try:
        asked.set_input_from_json_file(path)
        denied = json.loads(asked.eval_rule_as_json("data.main.deny"))
        findings = sorted((finding["check"], finding["address"]) for finding in denied)
        said = {"findings": [{"check": check, "address": address} for check, address in findings]}
    except RuntimeError as error:
        said = {"error": str(error).split("Stack backtrace", 1)[0].strip()}
    print(json.dumps(said))
