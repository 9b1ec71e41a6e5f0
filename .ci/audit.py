"""The pinned parts in, what the advisories of PyPI say of them out: `make audit`.

It fails on an advisory that `.ci/advisories.txt` does not name. Where the advisories cannot be
asked (no network, or a mirror that has none: pip-audit then leaves parts out and calls the rest
clean) it says so and does not fail, for that is no fault of what is built.
"""

import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]
ALLOWED = ROOT / ".ci" / "advisories.txt"
MOST_SECONDS = 300


def allowed() -> set[str]:
    """The names of advisories that were looked at: the first word of each line."""
    lines = (line.split("#")[0].split() for line in ALLOWED.read_text().splitlines())
    return {words[0] for words in lines if words}


def report(folder: Path) -> dict[str, object] | None:
    """What pip-audit says of the lock file, None where it cannot be had or asked."""
    place, out = folder / "audit", folder / "audit.json"
    try:
        venv.create(place, with_pip=True)
        pip = [str(place / "bin" / "pip"), "install", "--quiet", "pip-audit>=2.9"]
        subprocess.run(pip, check=True, timeout=MOST_SECONDS)
        subprocess.run(
            [
                str(place / "bin" / "pip-audit"),
                *("--requirement", str(ROOT / "requirements.lock"), "--require-hashes"),
                *("--disable-pip", "--progress-spinner", "off"),
                *("--format", "json", "--output", str(out)),
            ],
            check=False,
            timeout=MOST_SECONDS,
        )
        found: dict[str, object] = json.loads(out.read_text())
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        print(f"audit: {error}")
        return None
    return found


def judge(found: dict[str, object] | None, known: set[str]) -> tuple[int, list[str]]:
    """The exit code, and what to say."""
    parts = found.get("dependencies") if found else None
    parts = parts if isinstance(parts, list) else []
    asked = [part for part in parts if "skip_reason" not in part]
    said = [f"audit: {len(asked)} of {len(parts)} parts were looked up"]
    if not asked:
        return 0, [*said, "audit: the advisories cannot be reached from here; NOTHING was checked"]
    code = 0
    for part in asked:
        for advisory in part.get("vulns", []):
            names = {advisory["id"], *advisory.get("aliases", [])}
            if names & known:
                continue
            code = 1
            fixed = ", ".join(advisory.get("fix_versions", [])) or "no version yet"
            said.append(f"{part['name']} {part['version']}: {advisory['id']}, mended in {fixed}")
    if code:
        said.append("Raise the version (make lock), or name it with a reason in .ci/advisories.txt")
    return code, said


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        code, said = judge(report(Path(folder)), allowed())
    print("\n".join(said))
    return code


if __name__ == "__main__":
    sys.exit(main())
