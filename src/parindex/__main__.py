"""`python -m parindex`."""

import sys

from parindex.cli.main import main

sys.exit(main())
