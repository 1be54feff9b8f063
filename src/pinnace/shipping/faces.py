"""The SDK's faces for the web, of texts, of pictures and of both: packages are shipped with the one that they need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pinnace.errors import PinnaceError
from pinnace.runtime import Package
from pinnace.shipping import cores, javascript, sources
from pinnace.shipping.cores import Build

TEXT_README = """# {name}

{file} says {labels}: raw text in, exact answer out, on the device. Nothing is sent anywhere.

    import {{ load, url }} from "{name}";          // npm install ./web
    const model = await load(url);
    model.predict("Not bad at all!");            // {{ label, probabilities, scores }}
    await model.explain("Not bad at all!");      // what each word adds

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
These lines in the page's head fetch everything at once instead of one after the other:

{hints}

React: `useModel`, `usePrediction` from "{name}/react.js". Node 18 or newer takes pixels: {{ width, height, data }}.
Vite, webpack and Parcel find the files by themselves; with esbuild, copy model.js, worker.js, *.pinnace and *.wasm
beside the bundle.
A content security policy needs `script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'`.
Serve with brotli or gzip, and let browsers keep model.js, be it to ask whether it is still the same: the page and its
worker share it. Types and what can go wrong: model.d.ts. Made by Pinnace {version}.
"""
BOTH_README = """# {name}

{file}: what they say of a text or of a picture, on the device. Nothing is sent anywhere. One core and one SDK for all.

    import {{ load, loadPictures, urls }} from "{name}";          // npm install ./web
    const texts = await load(urls["{text}"]);
    texts.predict("Not bad at all!");                             // {{ label, probabilities, scores }}
    await texts.explain("Not bad at all!");                       // what each word adds
    const pictures = await loadPictures(urls["{picture}"]);
    await pictures.predict(video);                                // {{ label, probabilities, scores }}
    await pictures.seen(video);                                   // ImageData: the picture that the network got

Images, videos, canvases, bitmaps, VideoFrames, ImageData and files (Blob) are pictures. Their model works in a worker,
so that the page never waits; where none can start it works on the page's own thread.
Without npm: put this folder on your site and import from "./web/model.js"; it needs no build step.
These lines in the page's head fetch everything at once instead of one after the other:

{hints}

React, from "{name}/react.js": `useModel(urls["{text}"])`, `useModel(urls["{picture}"], loadPictures)`,
`usePrediction`.
Vite, webpack and Parcel find the files by themselves; with esbuild, copy model.js, worker.js, *.pinnace and *.wasm
beside the bundle. A content security policy needs
`script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'`.
Serve with brotli or gzip, and let browsers keep model.js, be it to ask whether it is still the same: the page and its
worker share it. Types and what can go wrong: model.d.ts, pictures.d.ts. Made by Pinnace {version}.
"""


Files = dict[str, tuple[str, ...]]  # a file and which of sdk/web are in it


@dataclass(frozen=True)
class Face:
    """Which of sdk/web becomes which file. A file's modules stand in an order in which each imports those before."""

    modules: Files  # the others import from model.js
    types: Mapping[str, str]
    readme: str

    @property
    def first(self) -> tuple[str, ...]:
        """What a page fetches before its first prediction."""
        return tuple(name for name in self.modules if name not in EXPLAIN)

    def code(self, builds: tuple[Build, ...]) -> dict[str, bytes]:
        """What is the same for every package that needs these builds: the SDK, its types, the core."""
        sdk = sources.sdk("web")

        def module(path: str) -> str:
            if path in WRITTEN:
                return WRITTEN[path](builds)
            source = (sdk / path).read_text(encoding="utf-8")
            return (
                javascript.renamed(source.replace(AGAIN, ""), BESIDE)
                if path == "pictures.js" and self is BOTH
                else source
            )

        modules = {name: [module(path) for path in parts] for name, parts in self.modules.items()}
        main, faces = modules.pop(MAIN), len(FACES.intersection(self.modules[MAIN]))
        beside = {name: javascript.beside(main, MAIN, parts) for name, parts in modules.items()}
        shown = {name for code in beside.values() for name in code.imports}
        return {
            MAIN: javascript.joined(main, faces, shown).encode(),
            **{name: code.text.encode() for name, code in beside.items()},
            "react.js": javascript.bare(module("react.js")).encode(),
            **{name: (sdk / path).read_bytes() for name, path in self.types.items()},
            **{path: sources.core(path) for build in cores.with_explaining(builds) for path in build.files},
        }


MAIN = "model.js"
WRITTEN = {"cores.js": cores.module, "explaining.js": cores.explaining_module}  # anew: they list what is shipped
FACES = {"model.js", "pictures.js"}  # of sdk/web: what apps import
AGAIN = "export { PinnaceError };\n"  # pictures.js says so, too
BESIDE = {"load": "loadPictures", "Model": "PictureModel"}  # what pictures.js exports beside model.js
SHARED = {path: path for path in ("answer.d.ts", "source.d.ts", "errors.d.ts", "react.d.ts")}
ANY = ("errors.js", "cores.js", "answer.js", "source.js", "core.js")
SEEING = ("stored.js", "handing.js", "pixels.js", "picture.js", "sight.js", "distant.js")
LATER: Files = {"meanings.js": ("meanings.js",), "files.js": ("files.js",)}  # what a page fetches when it needs it
EXPLAIN: Files = LATER | {"explain.js": ("explaining.js", "explanation.js", "explain.js")}
WORKER: Files = {"worker.js": ("worker.js",)}
TEXT = Face({MAIN: (*ANY, "text.js", "model.js")} | EXPLAIN, {"model.d.ts": "model.d.ts"} | SHARED, TEXT_README)
PICTURES = Face(
    {MAIN: (*ANY, *SEEING, "pictures.js")} | WORKER | LATER, {"model.d.ts": "pictures.d.ts"} | SHARED, PICTURE_README
)
BOTH = Face(
    {MAIN: (*ANY, "text.js", *SEEING, "model.js", "pictures.js")} | WORKER | EXPLAIN,
    {"model.d.ts": "model.d.ts", "pictures.d.ts": "pictures.d.ts"} | SHARED,
    BOTH_README,
)


def needed(*packages: bytes) -> Face:
    """The face that packages need; that of texts for what is no package, which all refuse."""
    pictures = {reads_pictures(package) for package in packages}
    return BOTH if len(pictures) > 1 else PICTURES if pictures == {True} else TEXT


def reads_pictures(package: bytes) -> bool:
    """Else texts, or it is no package."""
    try:
        return Package(package).view is not None
    except PinnaceError:
        return False
