"""Worker process of the policy workbench: evaluates queries, one engine for each set of modules.

The first message holds the modules that all later ones share; each later one holds further modules
and queries, and gets one reply for each query, in order, then the coverage.
"""

from __future__ import annotations

import json
import sys
from multiprocessing.connection import Connection
from typing import Any

import regorus

from auditor.engines.worker import UNDEFINED, brief, load


def prepare(body: dict[str, Any]) -> tuple[Any, str]:
    """An engine with the shared modules, and the reply to them."""
    engine = regorus.Engine()
    engine.set_gather_prints(True)
    engine.set_enable_coverage(body["coverage"])
    return engine, load(engine, json.dumps({**body, "data": "{}"}).encode())


def work(engine: Any, body: dict[str, Any], pipe: Connection[bytes, bytes]) -> None:
    """Evaluate queries in turn; with `stop`, up to the first that is not true.

    After a panic the process is of no use any more, and says so.
    """
    try:
        for name, text in body["modules"]:
            engine.add_policy(name, text)
    except Exception as error:
        pipe.send_bytes(json.dumps({"broken": brief(error)}).encode())
        return
    for query in body["queries"]:
        try:
            reply = engine.eval_rule_as_json(query)
        except Exception as error:
            reply = json.dumps({"error": brief(error)})
        else:
            reply = '{"undefined":true}' if reply == UNDEFINED else f'{{"value":{reply}}}'
        pipe.send_bytes(reply.encode())
        if body["stop"] and reply != '{"value":true}':
            break
    report = coverage(engine) if body["coverage"] else {}
    pipe.send_bytes(json.dumps({"coverage": report}).encode())


def coverage(engine: Any) -> dict[str, Any]:
    """Lines that were evaluated and that were not, by file."""
    report = json.loads(engine.get_coverage_report_as_json())
    return {one["path"]: [one["covered"], one["not_covered"]] for one in report["files"]}


def serve(pipe: Connection[bytes, bytes]) -> None:
    """Answer messages until the pipe closes."""
    engine: Any = None
    while True:
        try:
            body = json.loads(pipe.recv_bytes())
        except (EOFError, OSError):
            return
        try:
            if engine is None:
                engine, reply = prepare(body)
                pipe.send_bytes(reply.encode())
            else:
                work(engine.clone() if body["modules"] else engine, body, pipe)
        except (KeyboardInterrupt, SystemExit, MemoryError):
            return
        except BaseException as error:  # a panic of the engine is no Exception
            pipe.send_bytes(json.dumps({"error": brief(error), "over": True}).encode())
            return


if __name__ == "__main__":
    serve(Connection(int(sys.argv[1])))
