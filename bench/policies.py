"""What Google's CSP Evaluator says of the policies as sent: `make bench-policies`.

It starts the site, asks every route, and adds what the proxy and hosts of files send with the
edition, beside the policy that stands in each of its pages: browsers hold both. One line a finding.
"""

import json
import subprocess
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from bench.servers import story
from story.surfaces.edition.policy import page_policy
from story.surfaces.headers import RULES
from story.surfaces.pages import PUBLIC_PAGES

HERE = Path(__file__).parent
BESIDE = HERE.parent / "build" / "bench" / "node_modules"
OTHERS = (
    "changes.atom", "download/claims.csv", "healthz", "_stcore/health", "_stcore/host-config",
    "assets/mark.svg", "static/js/none.js", "nope",
)  # fmt: skip


def sent() -> dict[str, str]:
    """Return the policies by where they are sent."""
    found = {f"edition, header: {one.pattern}": one.policy for one in RULES}
    found["edition, in the page"] = page_policy([""], [""])
    with story(STORY_WARM="none") as server:
        for path in (*(one.path for one in PUBLIC_PAGES), *OTHERS):
            try:
                answer = urlopen(f"{server.url}/{path}")
            except HTTPError as error:
                answer = error  # type: ignore[assignment]
            found[f"/{path}"] = answer.headers["Content-Security-Policy"]
            answer.close()
    return found


def main() -> None:
    """Print what the evaluator finds."""
    command = ["node", HERE / "policies.cjs", BESIDE / "csp_evaluator"]
    done = subprocess.run(command, input=json.dumps(sent()), text=True, check=True, stdout=-1)
    print(done.stdout, end="")


if __name__ == "__main__":
    main()
