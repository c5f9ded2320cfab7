"""The store as a function to ask, `ask(question) -> answer` of JSON values, and errors as gaps."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from auditor.api import GapError, GapReason, Target, read_secret
from auditor_plugins.s3.calls import CALLS
from auditor_plugins.s3.failures import as_gap, refused
from auditor_plugins.s3.options import Options

Ask = Callable[[str], Any]
LIST, ACCOUNT, OBJECTS = "list_buckets", "account_block", "list_objects"


def question(call: str, bucket: str = "", token: str = "") -> str:
    """One question as text."""
    given = {"call": call, "bucket": bucket, "token": token}
    return json.dumps({name: value for name, value in given.items() if value})


def opened(target: Target) -> Ask:
    """A client as a function to ask.

    Raises:
        GapError: there are no credentials, or the client library is not installed.
    """
    try:
        import boto3  # noqa: PLC0415 - an extra
        from botocore.config import Config  # noqa: PLC0415
    except ImportError:
        text = "the package `boto3` is not installed: pip install 'auditor[s3]'"
        text_zh = "未安装 boto3 软件包:pip install 'auditor[s3]'"
        raise GapError(GapReason.ABSENT, text, None, text_zh) from None
    options: Options = target.options
    session = boto3.session.Session(region_name=options.region, **_credentials(target))
    path_style = options.endpoint is not None if options.path_style is None else options.path_style
    config = Config(
        connect_timeout=options.timeout,
        read_timeout=options.timeout,
        retries={"max_attempts": 1, "mode": "standard"},
        s3={"addressing_style": "path" if path_style else "auto"},
        max_pool_connections=16,
    )
    given = {"endpoint_url": options.endpoint, "verify": _verify(target), "config": config}
    return _Client(session, given, options).ask


def _credentials(target: Target) -> dict[str, str]:
    options: Options = target.options
    named = {
        "aws_access_key_id": options.access_key,
        "aws_secret_access_key": options.secret_key,
        "aws_session_token": options.session_token,
    }
    return {name: read_secret(one, target.base) for name, one in named.items() if one}


def _verify(target: Target) -> bool | str:
    options: Options = target.options
    if options.tls == "verified" and options.ca:
        file = target.base / options.ca
        if not file.is_file():
            text = f"{options.ca}: there is no such file"
            raise GapError(GapReason.INVALID, text, None, f"{options.ca}:没有此文件")
        return str(file)
    return options.tls == "verified"


class _Client:
    """Answers questions: `{"ok": …}`, or `{"error": code}` where the store refuses."""

    def __init__(self, session: Any, given: dict[str, Any], options: Options) -> None:
        self._options = options
        self._s3 = session.client("s3", **given)
        self._control = session.client("s3control", **given) if options.blocks else None

    def ask(self, text: str) -> Any:
        """The answer.

        Raises:
            GapError: unreachable, timeout, or credentials that the store does not know.
        """
        from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 - an extra

        try:
            answer = self._answer(json.loads(text))
        except ClientError as error:
            told = error.response.get("Error", {})
            status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", "")
            code = str(told.get("Code") or status)
            unknown = refused(code, self._options)
            if unknown:
                raise unknown from None
            return {"error": code}
        except (BotoCoreError, OSError) as error:
            raise as_gap(error, self._options) from None
        date = answer.pop("ResponseMetadata", {}).get("HTTPHeaders", {}).get("date", "")
        return {"ok": _plain(answer), "date": date}

    def _answer(self, given: dict[str, str]) -> dict[str, Any]:
        call, bucket = given["call"], given.get("bucket", "")
        if call == LIST:
            more = {"ContinuationToken": given["token"]} if "token" in given else {}
            answer = self._s3.list_buckets(**more)
        elif call == ACCOUNT:
            answer = self._control.get_public_access_block(AccountId=self._options.account_id)
        elif call == OBJECTS:
            answer = self._s3.list_objects_v2(Bucket=bucket, MaxKeys=1)
            answer = {"ResponseMetadata": answer["ResponseMetadata"]}
        else:
            answer = getattr(self._s3, CALLS[call].method)(Bucket=bucket)
        return dict(answer)


def _plain(value: Any) -> Any:
    """JSON values only: times as text."""
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, datetime) else value
