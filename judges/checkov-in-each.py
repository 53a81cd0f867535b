"""Runs checkov in each of the folders given first, with the arguments after "--": the same as starting it there, but loads it once.

Each run is a process of its own, because one run with several folders mixes their findings. What it says is left in the folder.
"""

import os
import sys

from checkov.main import Checkov

split = sys.argv.index("--")
for folder in sys.argv[1:split]:
    child = os.fork()
    if child == 0:
        os.chdir(folder)
        os.dup2(os.open("stdout.txt", os.O_WRONLY | os.O_CREAT), 1)
        os.dup2(os.open("stderr.txt", os.O_WRONLY | os.O_CREAT), 2)
        code = Checkov(sys.argv[split + 1 :]).run()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code or 0)
    _, status = os.waitpid(child, 0)
    with open(os.path.join(folder, "code.txt"), "w") as file:
        file.write(str(os.waitstatus_to_exitcode(status)))
