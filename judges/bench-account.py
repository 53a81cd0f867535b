"""Serves a fake AWS with an account of many users, for `npm run bench:sweep`, and counts its requests.

bench-account.py USERS: each user has two access keys; every hundredth user has not used them for 200 days, the others did
3 days ago. Prints the port once it listens; GET /counts tells the requests by action and forgets them; ends with its input.
"""

import io
import json
import logging
import sys
import threading
from datetime import timedelta
from urllib.parse import parse_qs

from moto.core.utils import utcnow
from moto.iam.models import AccessKeyLastUsed, iam_backends
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server

ACCOUNT = "123456789012"
backend = iam_backends[ACCOUNT]["aws"]
now = utcnow()
for number in range(int(sys.argv[1])):
    user = backend.create_user("us-east-1", f"user-{number:05d}")
    user.create_date = now - timedelta(days=400)
    for _ in range(2):
        key = backend.create_access_key(user_name=user.name)
        key.create_date = now - timedelta(days=200)
        if number % 100 != 0:
            key.last_used = AccessKeyLastUsed(now - timedelta(days=3), "iam", "us-east-1")

counts: dict[str, int] = {}
counting = threading.Lock()
app = DomainDispatcherApplication(create_backend_app)


def counted(environ, start_response):
    if environ["PATH_INFO"] == "/counts":
        with counting:
            body = json.dumps(counts).encode()
            counts.clear()
        start_response("200 OK", [("Content-Type", "application/json")])
        return [body]
    length = int(environ.get("CONTENT_LENGTH") or 0)
    body = environ["wsgi.input"].read(length)
    environ["wsgi.input"] = io.BytesIO(body)
    target = environ.get("HTTP_X_AMZ_TARGET", "").split(".")[-1]
    action = target or parse_qs(body.decode("utf-8", "replace")).get("Action", ["?"])[0]
    with counting:
        counts[action] = counts.get(action, 0) + 1
    return app(environ, start_response)


class Handler(WSGIRequestHandler):
    """Keeps connections open, as AWS does."""

    protocol_version = "HTTP/1.1"


logging.getLogger("werkzeug").setLevel(logging.ERROR)
server = make_server("127.0.0.1", 0, counted, threaded=True, request_handler=Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_port, flush=True)
sys.stdin.read()
