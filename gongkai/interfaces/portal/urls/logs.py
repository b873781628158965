"""Addresses of the public door: the logs, as mirrors and witnesses fetch them, and what one item's proof consists of."""

from django.urls import path, re_path

from gongkai.interfaces.portal.views import logs

LOG = r"^log/(?P<log>[a-z0-9-]{1,20})"

urlpatterns = [
    path("log/", logs.about, name="log"),
    path("log/verify.py", logs.script, name="log_script"),
    path("log/verify.html", logs.page, name="log_page"),
    path("log/keys.txt", logs.keys, name="log_keys"),
    re_path(r"^log/party/anchor/(?P<day>\d{4}-\d{2}-\d{2})$", logs.anchor, name="log_anchor"),
    re_path(rf"{LOG}/checkpoint$", logs.checkpoint, name="log_checkpoint"),
    re_path(rf"{LOG}/poster/$", logs.poster, name="log_poster"),
    re_path(rf"{LOG}/proof/(?P<index>\d{{1,15}})$", logs.proof, name="log_proof"),
    re_path(
        rf"{LOG}/consistency/(?P<older>\d{{1,15}})/(?P<newer>\d{{1,15}})$", logs.consistency, name="log_consistency"
    ),
    re_path(rf"{LOG}/entries$", logs.entries, name="log_entries"),
    re_path(rf"{LOG}/tile/entries/(?P<place>[x0-9/.p]{{3,30}})$", logs.bundle, name="log_bundle"),
    re_path(rf"{LOG}/tile/(?P<level>\d)/(?P<place>[x0-9/.p]{{3,30}})$", logs.tile, name="log_tile"),
    path("item/<str:slug>/v<int:number>/proof.json", logs.version_words, name="version_words"),
    path("item/<str:slug>/v<int:number>/proof.tlog-proof", logs.version_proof, name="version_proof"),
    path("item/<str:slug>.json", logs.item_words, name="item_words"),
    path("item/<str:slug>.tlog-proof", logs.item_proof, name="item_proof"),
]
