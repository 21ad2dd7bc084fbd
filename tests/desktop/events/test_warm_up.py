import subprocess
import sys
from pathlib import Path

_CODE = """
import gc, sys
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
qt = QApplication([])
from desktop.events import warm_up
thread = warm_up.start()
thread.join(60)
strange = [one for one in gc.get_objects() if isinstance(one, QObject) and one.thread() not in (None, qt.thread())]
print({"numpy", "pyqtgraph", "desktop.map.view"} <= set(sys.modules), thread.is_alive(), strange)
"""


def test_what_the_page_needs_is_loaded_and_nothing_of_qt_is_left_in_the_thread(root: Path) -> None:
    answer = subprocess.run([sys.executable, "-c", _CODE], cwd=root, capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "True False []"
