"""The web's long suite: what needs npm packages. Installs them into run/web, an ignored folder, then tests.

    python3 scripts/web.py                 types up to date, then tests/web: npm, tsc, bundlers, React, runtimes, app
    python3 scripts/web.py tests/web/test_react.py -x        the same with pytest's arguments instead of tests/web
    python3 scripts/web.py --types         write sdk/web/*.d.ts from the sources' JSDoc

Without npm it is *not run*. Nothing of this is needed by users, or by scripts/test.py.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import environment

SDK = environment.ROOT / "sdk" / "web"
TOOLS = environment.ROOT / "run" / "web"
PACKAGES = {
    "typescript": "7.0.2",
    "@types/react": "^19",
    "react": "^19",
    "react-dom": "^19",
    "react18": "npm:react@^18",
    "react-dom18": "npm:react-dom@^18",
    "vite": "^8",
    "webpack": "^5",
    "webpack-cli": "^7",
    "parcel": "^2",
    "esbuild": "^0.28",
    "playwright-core": "^1",
    "axe-core": "^4",
}
RUNTIMES = {"deno": "^2", "bun": "^1", "node18": "npm:node@^18", "node22": "npm:node@^22"}  # where they exist
MODULES = ("model", "pictures", "answer", "source", "errors", "react")  # those whose types are public
OPTIONS = {
    "allowJs": True, "checkJs": True, "strict": True, "declaration": True, "emitDeclarationOnly": True,
    "stripInternal": True, "target": "ES2022", "lib": ["ES2022", "DOM", "DOM.Iterable"],
    "module": "ESNext", "moduleResolution": "Bundler", "types": [],
}  # fmt: skip


def main() -> None:
    if not shutil.which("npm"):
        raise SystemExit("web: *not run*, npm is missing (Debian and Ubuntu: apt-get install npm)")
    install()
    if "--types" in sys.argv[1:]:
        for name, text in types().items():
            (SDK / name).write_text(text, encoding="utf-8")
        return
    stale = [name for name, text in types().items() if (SDK / name).read_text(encoding="utf-8") != text]
    if stale:
        raise SystemExit(f"types older than their sources: {', '.join(stale)}. Run: python3 scripts/web.py --types")
    environment.ensure("dev")
    environment.run(environment.PYTHON, "scripts/build_core.py")
    os.environ["PINNACE_WEB_TOOLS"] = str(TOOLS)
    environment.run(environment.PYTHON, "-m", "pytest", *(sys.argv[1:] or ["tests/web"]))


def install() -> None:
    """The npm packages, once: run/web/node_modules."""
    wanted = json.dumps({"private": True, "dependencies": PACKAGES, "optionalDependencies": RUNTIMES}, indent=1)
    manifest = TOOLS / "package.json"
    if manifest.exists() and manifest.read_text() == wanted and (TOOLS / "node_modules").is_dir():
        return
    TOOLS.mkdir(parents=True, exist_ok=True)
    manifest.write_text(wanted)
    # Not the peers of two Reacts, which contradict each other.
    options = ("--legacy-peer-deps", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error")
    command = ["npm", "install", *options]
    print("$", " ".join(command), flush=True)
    subprocess.run(command, cwd=TOOLS, check=True)


def types() -> dict[str, str]:
    """sdk/web/*.d.ts as tsc makes them from the JSDoc; the sources are type-checked on the way."""
    with tempfile.TemporaryDirectory(prefix="pinnace-types-") as folder:
        for path in SDK.glob("*.js"):  # away from their declarations, which tsc would read instead
            shutil.copy(path, folder)
        react = str(TOOLS / "node_modules" / "@types" / "react" / "index.d.ts")
        options = {**OPTIONS, "rootDir": folder, "outDir": str(Path(folder, "out")), "paths": {"react": [react]}}
        config = {"compilerOptions": options, "files": [f"{name}.js" for name in MODULES]}
        Path(folder, "tsconfig.json").write_text(json.dumps(config))
        subprocess.run([TOOLS / "node_modules" / ".bin" / "tsc", "-p", folder], check=True)
        return {f"{name}.d.ts": tidy(Path(folder, "out", f"{name}.d.ts").read_text()) for name in MODULES}


def tidy(text: str) -> str:
    """Without the comments that only carried types, which are declarations now, and what a comment says twice."""
    blocks = re.compile(r"^[ ]*/\*\*(?:(?!\*/).)*\*/\n", re.DOTALL | re.MULTILINE)
    text = blocks.sub(lambda found: "" if re.search(r"@(typedef|type) ", found[0]) else found[0], text)
    text = re.sub(r"^( *)/\*\*\n *\* (.*)\n *\*/$", r"\1/** \2 */", text, flags=re.MULTILINE)
    return re.sub(r"^/\*\* The core's refusals.*\n", "", text, flags=re.MULTILINE)


if __name__ == "__main__":
    main()
