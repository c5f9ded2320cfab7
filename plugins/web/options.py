"""Options of a `web` target, as written in the configuration."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Options(BaseModel):
    """What a `web` target may say. Absolute paths are looked up below `root`.

    Attributes:
        root: directory tree of the host, relative to the configuration; None is this machine.
        nginx: path of nginx.conf, or None.
        apache: path of apache2.conf or httpd.conf, or None.
        server_root: folder that Apache resolves paths against; that of `apache` unless given.
        defines: what Apache is started with (`-D NAME`), as name to value.
        logrotate: configuration of logrotate, for how long logs are kept.
        host: `host` and `system_id` of the rows; the target's name unless given.
        carries_customer_info: whether customer information passes; None is unknown.
        covers_reads: whether the access log shows who read what of customers.
        covers_writes: whether it shows who changed what.
        forwarded: whether a log collector sends the files on at once.
        probe: shake hands with the running server, and report what it accepts.
        address: where the running server is reached.
        timeout: seconds for each handshake.
        max_rows: bound of the rows of one kind.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    root: str | None = None
    nginx: str | None = None
    apache: str | None = None
    server_root: str | None = None
    defines: dict[str, str] = Field(default_factory=dict)
    logrotate: tuple[str, ...] = ("/etc/logrotate.conf",)
    host: str | None = None
    carries_customer_info: bool | None = None
    covers_reads: bool | None = None
    covers_writes: bool | None = None
    forwarded: bool | None = None
    probe: bool = False
    address: str = "127.0.0.1"
    timeout: float = Field(default=5.0, gt=0, le=30)
    max_rows: int = Field(default=100_000, ge=1)
