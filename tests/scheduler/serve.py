"""The service as a process of its own: `python -m tests.scheduler.serve FOLDER`."""

import sys
from pathlib import Path

from scheduler.service import Service
from workspace.folder import Workspace

if __name__ == "__main__":
    Service(Workspace.open(Path(sys.argv[1])), tick=0.5).run()
