"""Options of a `mail` target, as written in the configuration."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

Direction = Literal["inbound", "outbound", "internal"]


class Domain(BaseModel):
    """A mail domain, and what only its DNS zone and people know of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    domain: str
    spf: bool | None = None
    dkim: bool | None = None
    dmarc_policy: Literal["none", "quarantine", "reject"] | None = None
    url_filtering: bool | None = None
    lists_updated_at: date | None = None


class Options(BaseModel):
    """What a `mail` target may say. Absolute paths are looked up below `root`.

    Attributes:
        root: directory tree of the host, relative to the configuration; None is this machine.
        postfix: folder of main.cf and master.cf, or None.
        dovecot: path of dovecot.conf, or None.
        logs: mail logs, plain or compressed; patterns may be used.
        stores: folders or files in which messages are kept; patterns may be used.
        rspamd: folder of rspamd's own configuration.
        host: `host` of the rows; the target's name unless given.
        holds_customer_info: whether customer information passes here; None is unknown.
        public_facing: whether it is reached from the internet.
        domains: mail domains whose phishing filter is reported.
        internal_domains: domains of the organisation beside those of main.cf; one that begins
            with a dot stands for all below it.
        filters: `address:port` of content filters, a hop to which does not leave the house.
        headers: names of the headers that tag a message, as header_checks(5) logs them.
        directions: which messages of the log are reported.
        max_rows: bound of the rows of one kind.
        max_open: messages that are joined at a time.
        max_files: files that are looked at in the stores.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    root: str | None = None
    postfix: str | None = None
    dovecot: str | None = None
    logs: tuple[str, ...] = ()
    stores: tuple[str, ...] = ()
    rspamd: str = "/etc/rspamd"
    host: str | None = None
    holds_customer_info: bool | None = None
    public_facing: bool | None = None
    domains: tuple[Domain, ...] = ()
    internal_domains: tuple[str, ...] = ()
    filters: tuple[str, ...] = ("127.0.0.1:10024", "127.0.0.1:10025", "127.0.0.1:10026")
    headers: dict[Literal["data_class", "disclosure_id"], str] = Field(default_factory=dict)
    directions: frozenset[Direction] = frozenset({"inbound", "outbound", "internal"})
    max_rows: int = Field(default=1_000_000, ge=1)
    max_open: int = Field(default=100_000, ge=1)
    max_files: int = Field(default=1_000_000, ge=1)

    @field_validator("internal_domains")
    @classmethod
    def _lower(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name.lower() for name in value)
