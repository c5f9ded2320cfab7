"""Worker process of the embedded engine: one regorus engine behind a pipe.

It holds nothing but Rego, so that a panic, a memory limit or a kill costs one control only. Each
message is a tag byte and a body: `P` policies, `I` input, `Q` question; each gets one answer.
"""

from __future__ import annotations

import json
import os
import re
import resource
import sys
from multiprocessing.connection import Connection
from typing import Any

import regorus

from auditor.engines.lifetime import die_with

EXCERPT = re.compile(r"^(\d+\s*)?\|")
UNDEFINED = '"<undefined>"'
WIDE = {"max_col": 1 << 20, "max_file_bytes": 1 << 28, "max_lines": 1 << 24}


def brief(error: BaseException) -> str:
    """The engine's message without the machine's backtrace and without source lines, which may
    quote anything.
    """
    lines = (line.strip() for line in str(error).split("Stack backtrace", 1)[0].splitlines())
    told = [line for line in lines if line and not EXCERPT.match(line)]
    return " ".join(told).replace("--> ", "") or type(error).__name__


def load(engine: Any, body: bytes) -> str:
    """Take over policies and data; the answer names the file that does not parse."""
    policies = json.loads(body)
    resource.setrlimit(resource.RLIMIT_AS, (policies["memory"], policies["memory"]))
    engine.set_policy_length_config(**WIDE)
    for name, text in policies["modules"]:
        try:
            engine.add_policy(name, text)
        except Exception as error:
            return json.dumps({"error": brief(error), "module": name})
    engine.add_data_json(policies["data"])
    engine.eval_query_as_json("true")  # compiles all modules, so that a broken one shows now
    return "{}"


def answer(engine: Any, body: bytes) -> str:
    """Evaluate the rules of one package; values are passed on as the engine's own JSON text."""
    question = json.loads(body)
    package, rules = question["package"], question["rules"]
    values = ((rule, engine.eval_rule_as_json(f"data.{package}.{rule}")) for rule in rules)
    return "{" + ",".join(f'"{rule}":{text}' for rule, text in values if text != UNDEFINED) + "}"


def serve(pipe: Connection) -> None:
    """Answer messages until the pipe closes. After a failure the engine is not used again."""
    engine = regorus.Engine()
    while True:
        try:
            message = pipe.recv_bytes()
        except EOFError:
            return
        tag, body = message[:1], message[1:]
        try:
            if tag == b"P":
                engine = regorus.Engine()
                engine.set_gather_prints(True)
            reply = _act(engine, tag, body)
        except (KeyboardInterrupt, SystemExit):
            return
        except MemoryError:
            raise
        except BaseException as error:  # a panic of the engine is no Exception
            panicked = not isinstance(error, Exception)
            reply = json.dumps({"error": brief(error), "panicked": panicked})
        pipe.send_bytes(reply.encode())


def _act(engine: Any, tag: bytes, body: bytes) -> str:
    if tag == b"P":
        return load(engine, body)
    if tag == b"I":
        engine.set_input_json(body.decode())
        return "{}"
    return answer(engine, body)


if __name__ == "__main__":
    die_with(os.getppid())
    serve(Connection(int(sys.argv[1])))
