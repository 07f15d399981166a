"""The dated releases of the register: the list, one of them, and its files."""

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commitments.analysis.freshness import also_depends_on
from commitments.exports.releasing.describing import MEDIA
from commitments.exports.releasing.releases import Release, releases

from ..rendering import answer


def known(_request: HttpRequest) -> str:
    """What names the state of the folder of releases."""
    return " ".join(found.name for found in releases(settings.RELEASES_DIR))


@also_depends_on(known)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return answer(request, "pages/releases.html", {"releases": releases(settings.RELEASES_DIR)})


@require_safe
def release(request: HttpRequest, name: str) -> HttpResponse:
    found = find(name)
    context = {
        "release": found,
        "hash": found.package["register"]["hash"],
        "files": [
            {
                "name": path.name,
                "size": path.stat().st_size,
                "address": reverse("pages:release-file", args=[name, path.name]),
            }
            for path in found.files
        ],
    }
    return answer(request, "pages/release.html", context)


@require_safe
def file(_request: HttpRequest, name: str, file: str) -> FileResponse:
    """A file that the release has: what the address says is looked up, and never made a path of."""
    found = find(name)
    path = next((path for path in found.files if path.name == file), None)
    if path is None:
        raise Http404(_("The release has no such file."))
    kind = MEDIA.get(path.suffix.lstrip("."), "application/octet-stream")
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name, content_type=kind)


def find(name: str) -> Release:
    found = next((each for each in releases(settings.RELEASES_DIR) if each.name == name), None)
    if found is None:
        raise Http404(_("There is no such release."))
    return found
