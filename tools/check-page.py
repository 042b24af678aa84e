#!/usr/bin/env python3
"""Opens pages in headless Chromium and checks them.

    tools/check-page.py [--shots FOLDER] PAGE...

For each page, in light and dark: nothing is logged as a warning or an error, nothing is fetched but the page, the page is
not wider than 1,000 pixels, the panel of the picked pass is the only one shown, the keyboard picks passes and opens
tables, every picture has a name, and with scripts off the page shows the same text. --shots writes screenshots.
"""
import argparse
import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile


class Browser:
    """Chromium, spoken to over a pipe."""

    def __init__(self, program):
        self.profile = tempfile.mkdtemp()
        to_browser, self.out = os.pipe()
        self.back, from_browser = os.pipe()
        command = [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe",
                   f"--user-data-dir={self.profile}", "--hide-scrollbars", "--no-first-run", "about:blank"]

        def connect():
            # The browser reads from descriptor 3 and writes to 4.
            reading, writing = os.dup(to_browser), os.dup(from_browser)
            high = max(reading, writing, 10) + 1
            os.dup2(reading, high)
            os.dup2(writing, high + 1)
            os.dup2(high, 3)
            os.dup2(high + 1, 4)

        self.process = subprocess.Popen(command, preexec_fn=connect, close_fds=False,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_browser)
        os.close(from_browser)
        self.buffer, self.number, self.events = b"", 0, []

    def receive(self):
        while b"\0" not in self.buffer:
            piece = os.read(self.back, 1 << 16)
            if not piece:
                raise SystemExit("the browser ended")
            self.buffer += piece
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, session=None, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self.out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.receive()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise SystemExit(f"{method}: {answer['error']}")
                return answer["result"]
            if "method" in answer:
                self.events.append(answer)

    def wait(self, method):
        while True:
            for event in self.events:
                if event["method"] == method:
                    self.events.remove(event)
                    return event
            answer = self.receive()
            if "method" in answer:
                self.events.append(answer)

    def close(self):
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.profile, ignore_errors=True)


class Page:
    def __init__(self, browser, path, scheme, scripts=True):
        self.browser = browser
        target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        self.target = target
        self.session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ["Page", "Runtime", "Log", "Network"]:
            self.call(f"{domain}.enable")
        if not scripts:
            self.call("Emulation.setScriptExecutionDisabled", value=True)
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        self.call("Emulation.setDeviceMetricsOverride", width=1000, height=800, deviceScaleFactor=1, mobile=False)
        browser.events.clear()
        self.call("Page.navigate", url="file://" + os.path.abspath(path))
        browser.wait("Page.loadEventFired")

    def call(self, method, **parameters):
        return self.browser.call(method, self.session, **parameters)

    def value(self, expression):
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        return answer["result"].get("value")

    def key(self, key, code):
        for kind in ["rawKeyDown", "keyUp"]:
            self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code)

    def problems(self):
        found = []
        for event in self.browser.events:
            parameters = event.get("params", {})
            if event["method"] == "Runtime.exceptionThrown":
                found.append(f"exception: {parameters['exceptionDetails'].get('text')}")
            if event["method"] == "Runtime.consoleAPICalled":
                found.append(f"console.{parameters['type']}")
            if event["method"] == "Log.entryAdded":
                found.append(f"log: {parameters['entry']['text']}")
            if event["method"] == "Network.requestWillBeSent":
                url = parameters["request"]["url"]
                if not url.startswith(("file://", "data:")):
                    found.append(f"a request for {url}")
        return found

    def shot(self, path):
        height = min(self.value("document.documentElement.scrollHeight"), 12000)
        data = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=True,
                         clip={"x": 0, "y": 0, "width": 1000, "height": height, "scale": 1})["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))

    def close(self):
        self.browser.call("Target.closeTarget", targetId=self.target)


SHOWN = "[...document.querySelectorAll('.panel')].filter(p => p.offsetParent).map(p => p.id).join()"


def check(browser, path, scheme, shots):
    page = Page(browser, path, scheme)
    problems = page.problems()
    width = page.value("document.documentElement.scrollWidth")
    if width > 1000:
        problems.append(f"the page is {width} pixels wide")
    panels = page.value("document.querySelectorAll('.panel').length")
    first = int(page.value("document.querySelector('.pick:checked').id.slice(1)"))
    if page.value(SHOWN) != f"panel{first}":
        problems.append(f"shown panels: {page.value(SHOWN)}")
    unnamed = page.value("[...document.querySelectorAll('svg')].filter(s => !s.getAttribute('aria-label')"
                         " && !s.closest('[aria-label]')).length")
    if unnamed:
        problems.append(f"{unnamed} pictures without a name")
    if shots:
        name = os.path.splitext(os.path.basename(path))[0]
        page.shot(os.path.join(shots, f"{name}-{scheme}.png"))
    if panels > 1:
        page.value("document.querySelector('.pick:checked').focus()")
        page.key("ArrowLeft", 37)
        if page.value(SHOWN) != f"panel{(first - 1) % panels}":
            problems.append(f"an arrow key shows {page.value(SHOWN)}")
    if page.value("!!document.querySelector('details.table:not([open]) summary')"):
        page.value("window.d = document.querySelector('details.table:not([open])');"
                   "d.querySelector('summary').focus()")
        page.call("Input.dispatchKeyEvent", type="keyDown", key="Enter", code="Enter", text="\r",
                  windowsVirtualKeyCode=13)
        if not page.value("d.open"):
            problems.append("the Enter key does not open a table")
    problems += page.problems()
    text = page.value("document.body.textContent.length")
    page.close()
    still = Page(browser, path, scheme, scripts=False)
    if still.value("document.body.textContent.length") != text:
        problems.append("without scripts the text differs")
    problems += still.problems()
    still.close()
    return sorted(set(problems))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shots", metavar="FOLDER")
    parser.add_argument("pages", nargs="+", metavar="PAGE")
    arguments = parser.parse_args()
    program = next((p for p in ["chromium", "chromium-browser", "google-chrome"] if shutil.which(p)), None)
    if not program:
        print("no Chromium here: the pages were not checked")
        return 0
    browser = Browser(program)
    bad = 0
    try:
        for path in arguments.pages:
            for scheme in ["light", "dark"]:
                for problem in check(browser, path, scheme, arguments.shots):
                    print(f"{path}, {scheme}: {problem}")
                    bad += 1
    finally:
        browser.close()
    print(f"{len(arguments.pages)} page{'s' * (len(arguments.pages) != 1)}, {bad} problem{'s' * (bad != 1)}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
