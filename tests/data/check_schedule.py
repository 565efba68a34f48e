#!/usr/bin/env python3
"""Validates a schedule against the public schema beside TF_SHARED_DATA. check_schedule.py FILE SCHEMA

Ends with 0 (valid), 1 (not, and says why) or 77 (cannot be checked here).
"""
import json
import subprocess
import sys


def main():
    path, schema = sys.argv[1:3]
    if path.endswith(".xml"):
        try:
            done = subprocess.run(["xmllint", "--noout", "--schema", schema, path], capture_output=True, check=False)
        except FileNotFoundError:
            return 77
        print(done.stderr.decode()[:2000])
        return 1 if done.returncode else 0
    try:
        import jsonschema
    except ImportError:
        return 77
    try:
        jsonschema.validate(json.load(open(path, encoding="utf-8")), json.load(open(schema, encoding="utf-8")))
    except jsonschema.ValidationError as error:
        print(error)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
