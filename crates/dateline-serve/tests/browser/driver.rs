//! A browser driven over the `WebDriver` protocol: plain requests to `chromedriver`, which starts and ends with the test.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long the page may take for anything.
const PATIENCE: Duration = Duration::from_secs(30);

/// Keys without a sign of their own, as the protocol writes them.
pub(crate) mod key {
    pub(crate) const CONTROL: &str = "\u{e009}";
    pub(crate) const SHIFT: &str = "\u{e008}";
    pub(crate) const RELEASE: &str = "\u{e000}";
    pub(crate) const ENTER: &str = "\u{e007}";
    pub(crate) const HOME: &str = "\u{e011}";
    pub(crate) const DOWN: &str = "\u{e015}";
    pub(crate) const DELETE: &str = "\u{e017}";
}

pub(crate) struct Browser {
    driver: Child,
    port: u16,
    session: String,
}

impl Browser {
    /// A new browser with a profile of its own in `place`, or why there is none.
    pub(crate) fn start(place: &Path) -> Result<Self, String> {
        let driver = Command::new("chromedriver").arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let mut driver = driver.map_err(|error| format!("no chromedriver ({error})"))?;
        let Some(port) = port(&mut driver) else {
            let _ = driver.kill();
            return Err("chromedriver names no port".to_owned());
        };
        let mut browser = Self { driver, port, session: String::new() };
        let arguments = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--window-size=1360,1000",
            &format!("--user-data-dir={}", place.display()),
        ];
        let options = json!({ "args": arguments });
        let wanted = json!({ "goog:chromeOptions": options, "goog:loggingPrefs": { "browser": "ALL" } });
        let made = browser.request("POST", "/session", &json!({ "capabilities": { "alwaysMatch": wanted } }))?;
        made["sessionId"].as_str().ok_or("a session has an id")?.clone_into(&mut browser.session);
        Ok(browser)
    }

    fn request(&self, method: &str, path: &str, body: &Value) -> Result<Value, String> {
        let wrong = |error: std::io::Error| format!("{method} {path}: {error}");
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).map_err(wrong)?;
        stream.set_read_timeout(Some(2 * PATIENCE)).map_err(wrong)?;
        let body = if method == "POST" { body.to_string() } else { String::new() };
        let length = body.len();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}",
            self.port
        )
        .map_err(wrong)?;
        let mut answer = BufReader::new(stream);
        let (mut line, mut length) = (String::new(), 0);
        while answer.read_line(&mut line).map_err(wrong)? > 2 {
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().map_err(|_| format!("{path}: {line}"))?;
            }
            line.clear();
        }
        let mut text = vec![0; length];
        answer.read_exact(&mut text).map_err(wrong)?;
        let answer: Value = serde_json::from_slice(&text).map_err(|error| format!("{path}: {error}"))?;
        match answer["value"]["error"].as_str() {
            Some(error) => Err(format!("{path}: {error}: {}", answer["value"]["message"])),
            None => Ok(answer["value"].clone()),
        }
    }

    /// One command of the session.
    pub(crate) fn tell(&self, command: &str, body: &Value) -> Value {
        self.request("POST", &format!("/session/{}/{command}", self.session), body).expect("the browser obeys")
    }

    /// What a piece of script returns.
    pub(crate) fn script(&self, script: &str) -> Value {
        self.tell("execute/sync", &json!({ "script": script, "args": [] }))
    }

    /// Waits until a condition of the page holds.
    pub(crate) fn wait(&self, condition: &str) {
        let start = Instant::now();
        while self.script(&format!("return Boolean({condition})")) != json!(true) {
            assert!(
                start.elapsed() < PATIENCE,
                "never: {condition}\n{}",
                self.script("return document.body.innerText")
            );
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Text of the first element.
    pub(crate) fn text(&self, css: &str) -> String {
        let text = self.script(&format!("return document.querySelector({css:?}).textContent"));
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Texts of all elements.
    pub(crate) fn texts(&self, css: &str) -> Vec<String> {
        let texts = self.script(&format!("return [...document.querySelectorAll({css:?})].map((e) => e.textContent)"));
        serde_json::from_value(texts).expect("texts are strings")
    }

    fn element(&self, css: &str) -> String {
        let found = self.tell("element", &json!({ "using": "css selector", "value": css }));
        let id = found.as_object().and_then(|found| found.values().next()).and_then(Value::as_str);
        id.expect("an element has an id").to_owned()
    }

    /// Clicks on the first element, as with a mouse.
    pub(crate) fn click(&self, css: &str) {
        self.tell(&format!("element/{}/click", self.element(css)), &json!({}));
    }

    /// Types into an element, as at a keyboard.
    pub(crate) fn keys(&self, css: &str, text: &str) {
        self.tell(&format!("element/{}/value", self.element(css)), &json!({ "text": text }));
    }

    /// Asks Chromium itself.
    pub(crate) fn devtools(&self, command: &str, parameters: Value) {
        self.tell("goog/cdp/execute", &json!({ "cmd": command, "params": parameters }));
    }

    /// What went wrong in the page so far.
    pub(crate) fn problems(&self) -> Vec<String> {
        let log = self.tell("se/log", &json!({ "type": "browser" }));
        let entries = log.as_array().cloned().unwrap_or_default();
        entries.iter().filter(|entry| entry["level"] == "SEVERE").map(|entry| entry["message"].to_string()).collect()
    }

    /// The page from above to below, as PNG.
    pub(crate) fn picture(&self) -> Vec<u8> {
        let size = self.script("return [document.documentElement.scrollWidth, document.documentElement.scrollHeight]");
        let whole = json!({ "width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", whole);
        let path = format!("/session/{}/screenshot", self.session);
        let picture = self.request("GET", &path, &Value::Null).expect("the browser takes a picture");
        self.devtools("Emulation.clearDeviceMetricsOverride", json!({}));
        from_base64(picture.as_str().unwrap_or_default())
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if !self.session.is_empty() {
            // Ends the browser; the driver ends below in any case.
            let _ = self.request("DELETE", &format!("/session/{}", self.session), &Value::Null);
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// The port that the driver says it listens at.
fn port(driver: &mut Child) -> Option<u16> {
    let mut lines = BufReader::new(driver.stdout.take()?).lines();
    let port = lines.by_ref().map_while(Result::ok).find_map(|line| {
        line.split_once("started successfully on port ").and_then(|(_, port)| port.trim_end_matches('.').parse().ok())
    });
    // Nobody else reads what it has to say, and it must not wait for that.
    std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
    port
}

fn from_base64(text: &str) -> Vec<u8> {
    const SIGNS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bits, mut count, mut out) = (0u32, 0, Vec::new());
    for value in text.bytes().filter_map(|sign| SIGNS.iter().position(|known| *known == sign)) {
        bits = (bits << 6 | value as u32) & 0xff_ffff;
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
        }
    }
    out
}
