"""A shipped package of pictures in Chromium: everything that shows a picture, worker and page, refusals."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import brotli
import numpy as np
import pytest
from browser import POLICY as STRICT
from browser import module, needs_chromium, visit
from image_networks import image_network
from models import model
from picture_files import scene
from PIL import Image

from pinnace.packaging import writer
from pinnace.runtime import Package, picture
from pinnace.runtime.picture import ORIENTATION
from pinnace.shipping import cores, faces, folder, web

BUDGET = 3_550  # bytes after brotli: model.js, and worker.js that it starts

PACKAGE = image_network(5)
MODEL = Package(PACKAGE)
SITE = {f"web/{path}": data for path, data in web.files(PACKAGE, "some").items()}
POLICY = f"{STRICT}; img-src 'self'"  # for what the pages show
IMPORT = 'import { load, url, PinnaceError } from "./web/model.js";'


def png(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def jpeg(image: Image.Image, orientation: int) -> bytes:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    file = io.BytesIO()
    image.save(file, "JPEG", quality=95, subsampling=0, exif=exif)
    return file.getvalue()


PICTURE = scene(1, 61, 43).convert("RGB")
EXPECTED = MODEL.predict(PICTURE).probabilities
SEEN = np.insert(MODEL.seen(PICTURE), 3, 255, 2).ravel().tolist()  # with its alpha
SITE["picture.png"] = png(PICTURE)

# One picture as everything that a page may hold, but a video: that loses colours on its way to the page.
SHOWN = """
const model = await load(url);
const blob = await (await fetch("picture.png")).blob();
const image = new Image();
image.src = "picture.png"; // not decoded yet
const bitmap = await createImageBitmap(blob);
const paper = (canvas, from = bitmap) => {
  [canvas.width, canvas.height] = [61, 43];
  const context = canvas.getContext("2d");
  context.drawImage(from, 0, 0);
  return context;
};
const canvas = document.createElement("canvas");
const context = paper(canvas);
const off = new OffscreenCanvas(1, 1);
paper(off);
const data = context.getImageData(0, 0, 61, 43);
const { width, height } = data;
const within = new Uint8Array(data.data.length + 9); // pixels that are a part of a buffer
within.set(data.data, 5);
const frame = new VideoFrame(canvas, { timestamp: 0 });
const shown = {
  image, bitmap, canvas, off, data, frame, blob, file: new File([blob], "a.png"),
  pixels: { width, height, data: within.subarray(5, -4) },
};
"""


@needs_chromium
def test_whatever_shows_a_picture_gives_its_answer_twice(tmp_path: Path) -> None:
    """Twice: nothing that is not given away is used up."""
    page = module(
        SHOWN
        + """
        const told = {};
        for (let i = 0; i < 2; i++)
          for (const [name, one] of Object.entries(shown))
            (told[name] ??= []).push((await model.predict(one)).probabilities);
        await tell(told);""",
        IMPORT,
    )
    told = visit(SITE | {"page.js": page}, tmp_path, POLICY)
    assert told == {name: [EXPECTED, EXPECTED] for name in told}
    assert len(told) == 9


@needs_chromium
def test_given_away(tmp_path: Path) -> None:
    page = module(
        SHOWN
        + """
        const told = [];
        for (const one of [bitmap, frame, data]) told.push((await model.predict(one, { give: true })).probabilities);
        await tell([told, bitmap.width, frame.format, data.data.length]);""",
        IMPORT,
    )
    assert visit(SITE | {"page.js": page}, tmp_path, POLICY) == [[EXPECTED] * 3, 0, None, 0]


@needs_chromium
def test_what_the_model_saw(tmp_path: Path) -> None:
    page = module(
        SHOWN
        + """
        const seen = await model.seen(image);
        const { width: w, height: h, data: rgba } = seen;
        await tell([seen instanceof ImageData, w, h, [...rgba], model.view, [...model.labels]]);""",
        IMPORT,
    )
    view = MODEL.view
    assert view
    size = {"width": view.width, "height": view.height}
    expected = [True, view.width, view.height, SEEN, size, list(MODEL.labels)]
    assert visit(SITE | {"page.js": page}, tmp_path, POLICY) == expected


@needs_chromium
def test_a_video(tmp_path: Path) -> None:
    """Its frame is that which the page can draw."""
    page = module(
        SHOWN
        + """
        const video = document.createElement("video");
        video.muted = true; // else it waits for a hand
        const early = await model.predict(video).catch(({ code, message }) => [code, message]);
        video.srcObject = canvas.captureStream(0);
        const painted = new Promise((go) => video.requestVideoFrameCallback(go));
        const playing = video.play();
        const [track] = video.srcObject.getVideoTracks();
        const asking = setInterval(() => (paper(canvas), track.requestFrame()), 20); // of what is drawn from now on
        await Promise.all([painted, playing]);
        clearInterval(asking);
        video.pause();
        paper(off, video);
        await tell([early, (await model.predict(video)).probabilities, (await model.predict(off)).probabilities]);""",
        IMPORT,
    )
    early, video, drawn = visit(SITE | {"page.js": page}, tmp_path, POLICY)
    assert early[0] == "input.picture"
    assert "no frame" in early[1]
    assert video == drawn


@needs_chromium
def test_the_eight_orientations_of_a_camera(tmp_path: Path) -> None:
    """Of a file the browser turns the pixels, of pixels the core: the network sees the same up to the last rounding."""
    files = {f"{turn}.jpg": jpeg(PICTURE, turn) for turn in range(1, 9)}
    page = module(
        """
        const model = await load(url);
        const told = [];
        for (let turn = 1; turn < 9; turn++) {
          const file = await (await fetch(`${turn}.jpg`)).blob();
          told.push([...(await model.seen(file)).data]);
        }
        await tell(told);""",
        IMPORT,
    )
    told = np.array(visit(SITE | files | {"page.js": page}, tmp_path, POLICY)).reshape(8, -1, 4)[..., :3]
    expected = np.array([MODEL.seen(data).reshape(-1, 3) for data in files.values()]).astype(int)
    assert np.abs(told - expected).max() <= 4  # two decoders of JPEG
    assert len({one.tobytes() for one in expected}) == 8


@needs_chromium
def test_pixels_with_an_orientation_and_alpha(tmp_path: Path) -> None:
    """Not drawn, so nothing is lost: equality begins here."""
    pixels = np.random.default_rng(3).integers(0, 256, (9, 14, 4)).astype(np.uint8)
    given = {"width": 14, "height": 9, "data": pixels.ravel().tolist()}
    page = module(
        f"""
        const model = await load(url), given = {json.dumps(given)};
        given.data = Uint8Array.from(given.data);
        const told = [];
        for (let orientation = 1; orientation < 9; orientation++)
          told.push((await model.predict({{ ...given, orientation }})).probabilities);
        await tell(told);""",
        IMPORT,
    )
    told = visit(SITE | {"page.js": page}, tmp_path, POLICY)
    assert told == [MODEL.predict_raw(picture.raw(pixels, turn)).probabilities for turn in range(1, 9)]


NO_WORKER = POLICY.replace("worker-src 'self'", "worker-src 'none'")


@needs_chromium
@pytest.mark.parametrize(
    ("policy", "options", "missing", "worker"),
    [
        (POLICY, "", "", True),
        (POLICY, ", { worker: false }", "", False),
        (NO_WORKER, "", "", False),
        (POLICY, "", "OffscreenCanvas", False),  # as old browsers
        (POLICY, "", "VideoFrame", True),
    ],
)
def test_a_worker_where_one_can_start(policy: str, options: str, missing: str, worker: bool, tmp_path: Path) -> None:
    """The same answer on the page's own thread."""
    page = module(
        f"""
        delete globalThis[{missing!r}];
        let heard = 0; // messages of a worker
        globalThis.Worker = class extends Worker {{
          constructor(...given) {{ super(...given); this.addEventListener("message", () => heard++); }}
        }};
        const model = await load(url{options});
        const answer = (await model.predict(await (await fetch("picture.png")).blob())).probabilities;
        await tell([answer, heard > 2]);""",
        IMPORT,
    )
    assert visit(SITE | {"page.js": page}, tmp_path, policy) == [EXPECTED, worker]


@needs_chromium
def test_the_page_never_waits(tmp_path: Path) -> None:
    """While a large picture is looked at, a timer of the page goes on: no gap as long as the prediction."""
    page = module(
        """
        const model = await load(url);
        const large = new ImageData(4000, 4000); // 64 MB
        await model.predict(new ImageData(8, 8));
        let gap = 0, last = performance.now();
        const tick = () => { const now = performance.now(); gap = Math.max(gap, now - last); last = now; };
        const began = performance.now();
        const answer = model.predict(large, { give: true });
        const timer = setInterval(tick, 1);
        await answer;
        tick();
        clearInterval(timer);
        await tell([gap, performance.now() - began]);""",
        IMPORT,
    )
    gap, all_of_it = visit(SITE | {"page.js": page}, tmp_path, POLICY)
    assert gap < all_of_it / 2


@needs_chromium
def test_a_photo_of_48_megapixels_takes_a_strip_of_memory(tmp_path: Path) -> None:
    """Its file in a worker and on the page's thread, where the core's memory is seen: strips of 8 MB, not 192."""
    photo = scene(2, 80, 60).convert("RGB").resize((8000, 6000))
    page = module(
        """
        const memories = [], { Instance } = WebAssembly;
        WebAssembly.Instance = function (...given) {
          const made = new Instance(...given);
          memories.push(made.exports.memory);
          return made;
        };
        const photo = await (await fetch("photo.jpg")).blob();
        const told = [];
        for (const worker of [true, false]) {
          const model = await load(url, { worker });
          told.push((await model.predict(photo)).probabilities);
          model.close();
        }
        const bytes = memories.map((memory) => memory?.buffer.byteLength ?? 0);
        await tell([told, Math.max(...bytes)]);""",
        IMPORT,
    )
    data = jpeg(photo, 1)
    told, bytes_ = visit(SITE | {"photo.jpg": data, "page.js": page}, tmp_path, POLICY)
    assert told == [MODEL.predict(data).probabilities] * 2
    assert 8 * 2**20 < bytes_ < 14 * 2**20


@needs_chromium
def test_refusals(tmp_path: Path) -> None:
    page = module(
        """
        const named = (error) => error instanceof PinnaceError && error.message.startsWith(error.code);
        const code = (promise) => promise.then(() => "none", (error) => named(error) ? error.code : String(error));
        const told = {};
        const model = await load(url);
        const broken = new Image();
        broken.src = "none.png";
        for (const [name, one] of Object.entries({
          text: "a text", number: 7, nothing: null, broken, element: document.createElement("p"), empty: new Blob([]),
          words: new Blob(["no picture"]), short: { width: 2, height: 2, data: new Uint8Array(15) },
          long: { width: 2, height: 2, data: new Uint8Array(17) },
          floats: { width: 1, height: 1, data: new Float32Array(4) },
          turned: { width: 1, height: 1, data: new Uint8Array(4), orientation: 9 },
          flat: { width: 0, height: 0, data: new Uint8Array(0) },
        })) told[name] = await code(model.predict(one));
        told.after = (await model.predict({ width: 1, height: 1, data: new Uint8Array(4) })).label;
        told.package = await code(load(new Uint8Array(40)));
        told.missing = await code(load("web/none.pinnace"));
        told.texts = await code(load("texts.pinnace"));
        told.both = await code(load("texts.pinnace", { worker: false }));
        told.aborted = await load(url, { signal: AbortSignal.abort() }).catch(({ name }) => name);
        const stop = new AbortController(), loading = load(url, { signal: stop.signal });
        setTimeout(() => stop.abort());
        told.stopped = await loading.then(() => "none", ({ name }) => name);
        const waiting = code(model.predict(new ImageData(3000, 3000)));
        setTimeout(() => model.close());
        told.closed = await waiting;
        const local = await load(url, { worker: false });
        local.close();
        told.local = await code(local.predict(new ImageData(1, 1)));
        await tell(told);""",
        IMPORT,
    )
    site = SITE | {"page.js": page, "texts.pinnace": writer.write(model(bits=8, kept=100))}
    told = visit(site, tmp_path, POLICY)
    pictures = ["text", "number", "nothing", "broken", "element", "empty", "words", "short", "long", "floats", "turned"]
    assert told == dict.fromkeys([*pictures, "flat"], "input.picture") | {
        "after": MODEL.predict_raw(picture.raw(np.zeros((1, 1, 4), np.uint8))).label,
        "package": "package.magic",
        "missing": "fetch.failed",
        "texts": "package.core",  # the core for pictures reads no packages of texts
        "both": "package.core",
        "aborted": "AbortError",
        "stopped": "AbortError",
        "closed": "model.closed",
        "local": "model.closed",
    }


@needs_chromium
def test_progress(tmp_path: Path) -> None:
    page = module("const seen = []; await load(url, { onProgress: (...n) => seen.push(n) }); await tell(seen)", IMPORT)
    assert visit(SITE | {"page.js": page}, tmp_path, POLICY)[-1] == [len(PACKAGE), len(PACKAGE)]


@pytest.mark.skipif(shutil.which("node") is None, reason="not run: needs Node.js")
def test_pixels_in_node(tmp_path: Path) -> None:
    folder.write(tmp_path, SITE)
    pixels = np.asarray(PICTURE.convert("RGBA"))
    (tmp_path / "pixels").write_bytes(pixels.tobytes())
    script = f"""{IMPORT}
        import {{ readFileSync }} from "node:fs";
        const model = await load(url);
        const picture = {{ width: 61, height: 43, data: readFileSync("pixels") }};
        const [answer, seen] = [await model.predict(picture), await model.seen(picture)];
        const why = await model.predict("photo.jpg").catch(({{ code }}) => code);
        console.log(JSON.stringify([answer.probabilities, [...seen.data], why]));"""
    (tmp_path / "test.mjs").write_text(script)
    done = subprocess.run(["node", "test.mjs"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [EXPECTED, SEEN, "input.picture"]


@pytest.mark.skipif(shutil.which("node") is None, reason="not run: needs Node.js")
def test_memory_stays_over_1000_pictures(tmp_path: Path) -> None:
    """Bytes of heap, buffers and WebAssembly memory that are held more than after the first 200."""
    folder.write(tmp_path, SITE)
    script = f"""{IMPORT}
        const model = await load(url);
        const pictures = Array.from({{ length: 10 }}, (_, i) => {{
          const [width, height] = [20 + i, 300 - i];
          return {{ width, height, data: new Uint8Array(4 * width * height).fill(i), orientation: 1 + i % 8 }};
        }});
        const run = async (n) => {{
          for (let i = 0; i < n; i++) await (i % 20 ? model.predict(pictures[i % 10]) : model.seen(pictures[i % 10]));
        }};
        const held = () => {{
          gc(); gc();
          const {{ heapUsed, external, arrayBuffers }} = process.memoryUsage();
          return heapUsed + external + arrayBuffers;
        }};
        await run(200);
        const before = held();
        await run(1000);
        console.log(held() - before);"""
    (tmp_path / "test.mjs").write_text(script)
    done = subprocess.run(["node", "--expose-gc", "test.mjs"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 300_000


@needs_chromium
def test_another_sites_picture_is_refused_in_words(tmp_path: Path) -> None:
    """Shown, but the browser keeps its pixels from the page: with a worker and without."""
    page = module(
        """
        const image = new Image();
        image.src = location.href.replace("127.0.0.1", "localhost") + "picture.png"; // another origin, without CORS
        await image.decode();
        const told = [];
        for (const worker of [true, false]) {
          const model = await load(url, { worker });
          told.push(await model.predict(image).catch(({ code }) => code));
          const canvas = document.createElement("canvas");
          canvas.getContext("2d").drawImage(image, 0, 0);
          told.push(await model.predict(canvas).catch(({ code }) => code));
        }
        await tell(told);""",
        IMPORT,
    )
    assert visit(SITE | {"page.js": page}, tmp_path, f"{STRICT}; img-src *") == ["input.origin"] * 4


def test_size() -> None:
    code: dict[str, Any] = faces.PICTURES.code(cores.BUILDS[1:2])
    assert sum(len(brotli.compress(code[name], quality=11)) for name in faces.PICTURES.first) <= BUDGET
