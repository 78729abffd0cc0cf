"""Reads pages as trafilatura does: JSON lines of `path`, `address`, `html` in, of `path`, `headline`, `byline`, `date`, `text` out."""

import json
import sys

from trafilatura import bare_extraction

for line in sys.stdin:
    page = json.loads(line)
    found = bare_extraction(page["html"], url=page["address"], with_metadata=True, include_comments=False)
    found = found.as_dict() if found else {}
    answer = {
        "path": page["path"],
        "headline": found.get("title") or "",
        "byline": found.get("author") or "",
        "date": found.get("date") or "",
        "text": found.get("text") or "",
    }
    print(json.dumps(answer, ensure_ascii=False))
