# METADATA
# description: Classification levels; an unknown or missing level counts as the strictest one.
package lib.levels

vocabulary := {"public", "internal", "important", "secret", "top_secret"}

# among(row, levels): the classification of the row is one of the levels, or is not known.
among(row, _) if not object.get(row, "classification", "") in vocabulary

among(row, levels) if row.classification in levels
