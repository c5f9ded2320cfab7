"""`software_inventory`: images, whether they are approved, and what they may do on a node."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from auditor.api import Item, Location
from auditor_plugins.kubernetes.cluster import Cluster
from auditor_plugins.kubernetes.objects import known
from auditor_plugins.kubernetes.options import ApprovedImage, Options
from auditor_plugins.kubernetes.pods import workloads

DOCKER = "docker.io"


@dataclass
class Use:
    """Where an image is used first, and where the rights come from that it has anywhere."""

    place: Location
    permissions: dict[str, Location] = field(default_factory=dict)


def whole(image: str) -> str:
    """An image with the registry and the tag that it has when none is written."""
    rest, at, digest = image.partition("@")
    head, slash, _ = rest.partition("/")
    if not slash:
        rest = f"{DOCKER}/library/{rest}"
    elif not ("." in head or ":" in head or head == "localhost"):
        rest = f"{DOCKER}/{rest}"
    if ":" not in rest.rpartition("/")[2] and not at:
        rest += ":latest"
    return rest + at + digest


def parted(image: str) -> tuple[str, str]:
    """Repository and version of a whole image: its tag, its digest, or both."""
    rest, at, digest = image.partition("@")
    path, slash, last = rest.rpartition("/")
    name, _, tag = last.partition(":")
    return path + slash + name, tag + (at if tag else "") + digest


def collect(cluster: Cluster) -> Iterator[Item]:
    """One row for each image."""
    uses: dict[str, Use] = {}
    for one in workloads(cluster):
        shared = list(one.shared())
        for container in one.containers():
            if container.image:
                place = one.thing.place(*container.at, "image")
                use = uses.setdefault(whole(container.image), Use(place))
                for name, spot in (*shared, *one.own(container)):
                    use.permissions.setdefault(name, spot)
    return (_row(cluster, image, uses[image]) for image in sorted(uses))


def _row(cluster: Cluster, image: str, use: Use) -> Item:
    name, version = parted(image)
    approval = _approval(image, cluster.options)
    allowed = set(approval.permissions if approval else ())
    surplus = [one for one in sorted(use.permissions) if one not in allowed]
    reviewed = approval and approval.privacy_reviewed_at
    place = use.permissions[surplus[0]] if surplus and approval else use.place
    return known(
        {
            "host": cluster.name,
            "name": name,
            "version": version,
            "approved": approval is not None,
            "licensed": approval.licensed if approval else None,
            "privacy_reviewed_at": reviewed.isoformat() if reviewed else None,
            "permissions": sorted(use.permissions),
            "approved_permissions": sorted(allowed),
            "_loc": place.as_dict(),
        }
    )


def _approval(image: str, options: Options) -> ApprovedImage | None:
    fitting = (one for one in options.approved_images if fnmatchcase(image, one.pattern))
    return next(fitting, None)
