"""The SDK's two faces for the web, of texts and of pictures: a package is shipped with the one that it needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pinnace.errors import PinnaceError
from pinnace.runtime import Package
from pinnace.shipping import cores, javascript, sources
from pinnace.shipping.cores import Build

CORES = "cores.js"  # written anew: it lists what is shipped
TEXT_README = """# {name}

{file} says {labels}: raw text in, exact answer out, on the device. Nothing is sent anywhere.

    import {{ load, url }} from "{name}";          // npm install ./web
    const model = await load(url);
    model.predict("Not bad at all!");            // {{ label, probabilities, scores }}
    model.explain("Not bad at all!");            // what each word adds

Without npm: put this folder on your site and `import {{ load, url }} from "./web/model.js"`; it needs no build step.
These lines in the page's head fetch everything at once instead of one after the other:

{hints}

Pages, module workers, service workers, Node 18 or newer. React: `useModel`, `usePrediction` from "{name}/react.js".
Vite, webpack and Parcel find the files by themselves; with esbuild, copy *.pinnace and *.wasm beside the bundle.
A content security policy needs `script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'`.
Serve with brotli or gzip. Types and what can go wrong: model.d.ts. Made by Pinnace {version}.
"""
PICTURE_README = """# {name}

{file} says {labels} of a picture, on the device. Nothing is sent anywhere.

    import {{ load, url }} from "{name}";          // npm install ./web
    const model = await load(url);
    await model.predict(video);                  // {{ label, probabilities, scores }}
    await model.seen(video);                     // ImageData: the picture that the network got

Images, videos, canvases, bitmaps, VideoFrames, ImageData and files (Blob) are taken. The model works in a worker, so
that the page never waits; where none can start it works on the page's own thread.
Without npm: put this folder on your site and `import {{ load, url }} from "./web/model.js"`; it needs no build step.
This in the page's head saves a round trip:

{hints}

React: `useModel`, `usePrediction` from "{name}/react.js". Node 18 or newer takes pixels: {{ width, height, data }}.
Vite, webpack and Parcel find the files by themselves; with esbuild, copy worker.js, *.pinnace and *.wasm beside the
bundle.
A content security policy needs `script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'`.
Serve with brotli or gzip. Types and what can go wrong: model.d.ts. Made by Pinnace {version}.
"""


@dataclass(frozen=True)
class Face:
    """Which of sdk/web becomes which file. A file's modules stand in an order in which each imports those before."""

    modules: Mapping[str, tuple[str, ...]]
    types: Mapping[str, str]
    readme: str

    def code(self, builds: tuple[Build, ...]) -> dict[str, bytes]:
        """What is the same for every package that needs these builds: the SDK, its types, the core."""
        sdk = sources.sdk("web")

        def module(path: str) -> str:
            return cores.module(builds) if path == CORES else (sdk / path).read_text(encoding="utf-8")

        return {
            **{name: javascript.joined([*map(module, parts)]).encode() for name, parts in self.modules.items()},
            "react.js": javascript.bare(module("react.js")).encode(),
            **{name: (sdk / path).read_bytes() for name, path in self.types.items()},
            **{path: sources.core(path) for build in builds for path in build.files},
        }


SHARED = {path: path for path in ("answer.d.ts", "source.d.ts", "errors.d.ts", "react.d.ts")}
TEXT = Face(
    {"model.js": ("errors.js", CORES, "answer.js", "source.js", "core.js", "model.js")},
    {"model.d.ts": "model.d.ts"} | SHARED,
    TEXT_README,
)
PICTURES = Face(
    {
        "model.js": ("errors.js", "stored.js", "handing.js", "distant.js", "pictures.js"),
        "worker.js": (
            *("errors.js", CORES, "stored.js", "answer.js", "source.js", "core.js"),
            *("pixels.js", "picture.js", "worker.js"),
        ),
    },
    {"model.d.ts": "pictures.d.ts"} | SHARED,
    PICTURE_README,
)


def needed(package: bytes) -> Face:
    """The face that a package needs; that of texts for what is no package, which both refuse."""
    try:
        return TEXT if Package(package).view is None else PICTURES
    except PinnaceError:
        return TEXT
