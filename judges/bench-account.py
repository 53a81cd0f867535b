"""Serves a fake AWS with an account of many users, for `npm run bench:sweep` and `npm run bench:scan`, and counts its requests.

bench-account.py USERS: each user has two access keys; every hundredth user has not used them for 200 days, the others did
3 days ago.
bench-account.py USERS STALE: every second user has two access keys, the others one; so many users, evenly spread, used their last
key 200 days ago, all other keys were used 3 days ago.

Prints the port once it listens; GET /counts tells the requests by action and forgets them; refuses actions that moto lacks, as AWS
does those that there are not; ends with its input.
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


def used(days_ago):
    return AccessKeyLastUsed(now - timedelta(days=days_ago), "iam", "us-east-1")


def user_of_sweep(number):
    """When the keys of a user were used: both of them, or never."""
    return [None, None] if number % 100 == 0 else [used(3), used(3)]


def user_of_scan(number):
    """When the keys of a user were used: all of them 3 days ago, but for the last one of who is stale."""
    others = [used(3)] if number % 2 == 0 else []
    return [*others, used(200 if number * stale % users < stale else 3)]


users = int(sys.argv[1])
stale = int(sys.argv[2]) if len(sys.argv) > 2 else None
uses_of = user_of_sweep if stale is None else user_of_scan
for number in range(users):
    user = backend.create_user("us-east-1", f"user-{number:05d}")
    user.create_date = now - timedelta(days=400)
    for last_used in uses_of(number):
        key = backend.create_access_key(user_name=user.name)
        # A key that was never used ages from its creation.
        key.create_date = now - timedelta(days=200 if stale is None else 400)
        if last_used is not None:
            key.last_used = last_used

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
    try:
        return app(environ, start_response)
    except NotImplementedError:
        start_response("400 Bad Request", [("Content-Type", "text/xml")])
        return [b"<ErrorResponse><Error><Type>Sender</Type><Code>InvalidAction</Code></Error></ErrorResponse>"]


class Handler(WSGIRequestHandler):
    """Keeps connections open, as AWS does; werkzeug itself waits a moment after each answer, and closes."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def run_wsgi(self):
        started = []
        body = b"".join(counted(self.make_environ(), lambda status, headers, *_: started.append((status, headers))))
        status, headers = started[-1]
        code, reason = status.split(" ", 1)
        self.send_response(int(code), reason)
        for name, value in headers:
            if name.lower() != "content-length":
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


logging.getLogger("werkzeug").setLevel(logging.ERROR)
server = make_server("127.0.0.1", 0, counted, threaded=True, request_handler=Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_port, flush=True)
sys.stdin.read()
