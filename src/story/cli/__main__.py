"""`python -m story.cli`."""

import sys

from story.cli import main

sys.exit(main())
