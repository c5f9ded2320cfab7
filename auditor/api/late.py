"""Parts of a plugin that are loaded when they are used: start-up time is a feature."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from auditor.api.errors import PluginError


class Late:
    """What stands at `module:name`; it behaves like that thing, and loads it when it is used.

    A `Collector` may have it for `options`, `kinds`, `collect`, `discover` and `probe`, so that a
    plugin whose targets nobody has costs nothing.
    """

    __slots__ = ("_found", "place")

    def __init__(self, place: str) -> None:
        self.place = place
        self._found: Any = None

    def load(self) -> Any:
        """The thing itself.

        Raises:
            PluginError: it is not there, or its module does not load.
        """
        if self._found is None:
            module, _, name = self.place.partition(":")
            try:
                self._found = getattr(import_module(module), name)
            except (ImportError, AttributeError) as error:
                message = f"`{self.place}` of a plugin cannot be loaded: {error}"
                raise PluginError(message) from error
        return self._found

    def __call__(self, *given: Any, **named: Any) -> Any:
        """Call the thing."""
        return self.load()(*given, **named)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.load(), name)


def loaded(thing: Any) -> Any:
    """The thing itself, where it is a `Late` one."""
    return thing.load() if isinstance(thing, Late) else thing
