"""What a web process carries from its start: nothing that only few pages need, so that two stay below 180 MB (A)."""

import subprocess
import sys

SELDOM = (
    "docx",
    "xlsxwriter",
    "segno",
    "PIL",
    "pypdf",
    "python_calamine",
    "openpyxl",
    "ninja",
    "pydantic",
    "Crypto",
    "prometheus_client",
)
START = f"""
import sys
import django
django.setup()
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver
get_wsgi_application()
waiting = [get_resolver()]
while waiting:
    waiting += [one for one in waiting.pop().url_patterns if hasattr(one, "url_patterns")]
print(sorted(set(sys.modules).intersection({SELDOM!r})))
"""


def test_a_web_process_starts_without_what_few_pages_need():
    done = subprocess.run([sys.executable, "-c", START], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
