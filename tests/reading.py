"""A page of HTML as a reader has it: headings, figures, tables, and what could make a browser ask for something."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"meta", "link", "br", "img", "input", "hr", "base"}
ASKING = {"script", "img", "link", "iframe", "object", "embed", "audio", "video", "source", "form", "base", "image"}


class Page(HTMLParser):
    """headings: (level, text); values: id of a <data> -> number; asking: what would load or run.

    rows: the cells of all tables; numbers: the exact values in each row
    """

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.headings: list[tuple[int, str]] = []
        self.values: dict[str, float] = {}
        self.rows: list[list[str]] = []
        self.numbers: list[list[float]] = []
        self.asking: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.text = ""
        self._open: list[str] = []
        self._inside: list[str] | None = None
        self.feed(text)
        self.close()
        assert not self._open, f"left open: {self._open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        self.ids += [given["id"]] if given.get("id") else []
        asks = [f"{name}={value}" for name, value in attrs if name in ("src", "srcset", "style") or name[:2] == "on"]
        asks += [f"href={given['href']}"] if "href" in given and not (given["href"] or "").startswith("#") else []
        self.asking += [tag, *asks] if tag in ASKING or asks else []
        if tag == "data" and given.get("id"):
            self.values[str(given["id"])] = float(given["value"] or "nan")
        if tag == "data" and self._inside is not None and self.rows:
            self.numbers[-1].append(float(given["value"] or "nan"))
        if tag == "tr":
            self.rows.append([])
            self.numbers.append([])
        if tag in ("h1", "h2", "h3", "th", "td"):
            self._inside = []
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open and self._open.pop() == tag, f"</{tag}> out of place"
        if self._inside is None:
            return
        if tag in ("h1", "h2", "h3"):
            self.headings.append((int(tag[1]), " ".join("".join(self._inside).split())))
            self._inside = None
        elif tag in ("th", "td"):
            self.rows[-1].append(" ".join("".join(self._inside).split()))
            self._inside = None

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] != "style":
            self.text += data
            if self._inside is not None:
                self._inside.append(data)
