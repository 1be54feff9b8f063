"""``ios``: a SwiftPM package for iOS, macOS and the other Apple platforms, and the package for the app's bundle.

The core goes along as C sources, which Xcode compiles: no binary, no flag that SwiftPM refuses in a dependency.
"""

from __future__ import annotations

from importlib import metadata

from pinnace.shipping import sources
from pinnace.shipping.android import filled
from pinnace.shipping.web import labels


def files(package: bytes, name: str, ahead: str | None = None) -> dict[str, bytes]:
    """The folder's files by path. ``package`` without evidence; ``name`` a slug. The core is always whole."""
    words = {"name": name, "labels": labels(package), "version": metadata.version("pinnace")}
    readme = filled(sources.sdk("swift") / "README.md", words)
    library = {f"Pinnace/{path}": data for path, data in swift_package().items()}
    return {"README.md": readme, f"{name}.pinnace": package} | library


def swift_package() -> dict[str, bytes]:
    """What is the same for every package: Package.swift, sdk/swift, and of core/ what compiles."""
    sdk, core = sources.sdk("swift"), sources.core_sources()
    found = {
        "Package.swift": sources.swift_manifest().read_bytes(),
        "sdk/swift/PrivacyInfo.xcprivacy": (sdk / "PrivacyInfo.xcprivacy").read_bytes(),
        "core/pinnace.c": (core / "pinnace.c").read_bytes(),
    }
    found |= {f"sdk/swift/{path.name}": path.read_bytes() for path in sorted(sdk.glob("*.swift"))}
    compiled = [path for folder in ("include", "src") for path in sorted((core / folder).rglob("*")) if path.is_file()]
    return found | {f"core/{path.relative_to(core).as_posix()}": path.read_bytes() for path in compiled}
