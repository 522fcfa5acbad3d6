"""What tables were like before: what a column or code of an older edition has become.

Editions are kept for good, and each is read by the shape it was published with. A column that may
be blank, or a table marked `added`, may simply be absent there. Anything else that changes in the
model is written down here, and never taken out again.
"""

from collections.abc import Mapping

# By table: what a column was called before -> what it is called now.
RENAMED: Mapping[str, Mapping[str, str]] = {}

# By table: columns that are no longer kept. What stood in them stays in the editions that had them.
REMOVED: Mapping[str, frozenset[str]] = {}

# Tables that are no longer kept, likewise.
REMOVED_TABLES: frozenset[str] = frozenset()

# By table and column: what a code was before -> what it is now.
CODES: Mapping[str, Mapping[str, Mapping[str, str]]] = {}

# By table and column: what editions from before a column that may not be blank are read as having.
BEFORE: Mapping[str, Mapping[str, str]] = {}
