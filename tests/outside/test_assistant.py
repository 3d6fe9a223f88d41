"""The assistant, against a stand-in on this machine."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from quizzes.outside import assistant
from tests.factories import QUOTE, choice_spec

TEXT = f"A motor has two parts. {QUOTE} A shaft carries it."
GOOD = json.dumps({"questions": [{"kind": "single_choice", "spec": choice_spec()}]})


class StandIn(ThreadingHTTPServer):
    """Answers every POST with ``status`` and ``body``; ``asked`` is what was sent to it."""

    daemon_threads = True
    status, pause, body, headers = 200, 0.0, b"", {}

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked = []

    def says(self, content):
        self.body = json.dumps({"choices": [{"message": {"content": content}}]}).encode()


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        server = self.server
        sent = self.rfile.read(int(self.headers["Content-Length"]))
        server.asked.append((self.path, dict(self.headers), json.loads(sent)))
        self.send_response(server.status)
        for name, value in server.headers.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            for at in range(0, len(server.body), 8192):
                self.wfile.write(server.body[at : at + 8192])
                time.sleep(server.pause)
        except OSError:
            pass  # the other side has had enough

    def log_message(self, *args):
        """Nothing on the test's output."""


@pytest.fixture
def stand_in(settings):
    server = StandIn()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    settings.SUGGESTIONS_URL = f"http://127.0.0.1:{server.server_port}/v1"
    settings.SUGGESTIONS_KEY = "KEY-7"
    settings.SUGGESTIONS_MODEL = "small"
    yield server
    server.shutdown()
    server.server_close()


def refused():
    with pytest.raises(assistant.AssistantError) as caught:
        assistant.drafts(TEXT)
    return str(caught.value)


def test_it_is_off_unless_the_site_names_one():
    assert not assistant.is_on()
    assert "names no assistant" in refused()


def test_an_address_without_a_model_is_off(settings):
    settings.SUGGESTIONS_URL = "http://127.0.0.1:9/v1"
    assert not assistant.is_on()


def test_a_good_answer_is_read(stand_in):
    stand_in.says(GOOD)
    (found,) = assistant.drafts(TEXT).suggestions
    assert found.right == "The rotor"


def test_the_lessons_text_is_sent_and_nothing_else_of_the_site(stand_in):
    stand_in.says(GOOD)
    assistant.drafts(TEXT)
    ((path, headers, sent),) = stand_in.asked
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == "Bearer KEY-7"
    assert set(sent) == {"model", "messages"}
    assert [each["role"] for each in sent["messages"]] == ["system", "user"]
    assert sent["messages"][1]["content"] == TEXT


def test_prose_around_the_answer_does_no_harm(stand_in):
    stand_in.says(f"Certainly. Here they are:\n```json\n{GOOD}\n```\nAnything else?")
    assert len(assistant.drafts(TEXT).suggestions) == 1


def test_a_quote_that_is_not_in_the_lesson_is_refused(stand_in):
    spec = choice_spec(quote="The rotor flies away.")
    stand_in.says(json.dumps([{"kind": "single_choice", "spec": spec}]))
    found = assistant.drafts(TEXT)
    assert found.suggestions == []
    assert "The quote is not in the lesson" in found.remarks[0]


@pytest.mark.parametrize("body", [b"", b"no", b"[]", b'{"choices": []}', b"[" * 200_000, b"\xff"])
def test_what_is_no_answer_is_refused(stand_in, body):
    stand_in.body = body
    assert "cannot be read" in refused()


def test_an_answer_without_drafts_is_refused(stand_in):
    stand_in.says("I would rather not.")
    assert "no drafts" in refused()


def test_an_error_there_is_told(stand_in):
    stand_in.status = 500
    assert "an error (500)" in refused()


def test_a_redirect_is_not_followed(stand_in):
    stand_in.status, stand_in.headers = 307, {"Location": "/elsewhere/chat/completions"}
    assert "an error (307)" in refused()
    assert len(stand_in.asked) == 1


def test_an_answer_that_drips_is_given_up(stand_in, monkeypatch):
    monkeypatch.setattr(assistant, "MOST_SECONDS", 0.2)
    stand_in.says("x" * 500_000)
    stand_in.pause = 0.1
    assert "too long. Try again" in refused() or "took too long" in refused()


def test_an_answer_that_never_comes_is_given_up(stand_in, monkeypatch):
    monkeypatch.setattr(assistant, "READ_SECONDS", 0.1)
    stand_in.body, stand_in.pause = b"x" * 20_000, 1.0
    assert "took too long" in refused()


def test_a_huge_answer_is_cut_off(stand_in):
    stand_in.says("x" * 3_000_000)
    assert "too long to be read" in refused()


def test_nobody_there_is_told(settings, stand_in):
    settings.SUGGESTIONS_URL = "http://127.0.0.1:1/v1"
    assert "cannot be reached" in refused()


def test_a_long_lesson_is_sent_in_part_and_that_is_said(stand_in):
    stand_in.says(GOOD)
    found = assistant.drafts(TEXT + " It turns." * 10_000)
    assert len(stand_in.asked[0][2]["messages"][1]["content"]) == assistant.MOST_SENT
    assert "Only the first 24000 characters" in found.remarks[0]


def test_a_password_in_the_address_is_not_shown(settings):
    settings.SUGGESTIONS_URL = "https://ada:secret@models.example:8443/v1"
    assert assistant.host() == "models.example:8443"
