"""Options of a `files` target."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

Format = Literal["dockerfile", "dotenv", "hcl2", "ini", "json", "properties", "toml", "xml", "yaml"]
FORMATS: tuple[str, ...] = get_args(Format)


class Options(BaseModel):
    """Which files are read. Paths are relative to the configuration: files, folders or patterns
    (`**` for any depth). `exclude` are patterns for paths below the configuration, `format`
    overrides what the file name says.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    paths: tuple[str, ...] = Field(min_length=1)
    exclude: tuple[str, ...] = ()
    format: Format | None = None
