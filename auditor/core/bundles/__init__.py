"""Policy bundles: reading (folder, archive, https), verifying, and building them.

The format is that of OPA (https://www.openpolicyagent.org/docs/management-bundles): a gzipped tar
with `.rego` files, `data.json` or `data.yaml` files, a `.manifest` and a `.signatures.json`.
"""

from auditor.core.bundles.combining import combine
from auditor.core.bundles.reading import BUILTIN, PolicyBundle, read_source

__all__ = ["BUILTIN", "PolicyBundle", "combine", "read_source"]
