//! The page in a real browser: an article is read, an event explained, a rule edited, all without asking anybody outside.
//!
//! Where there is no `chromedriver` the test says so and is left out. With `DATELINE_SCREENSHOTS` set to a folder it
//! leaves pictures of the page there.

#[path = "../common/mod.rs"]
mod common;
mod driver;

use std::path::Path;

use serde_json::json;

use common::start;
use driver::{Browser, key};

const ARTICLE: &str = "Police in Mosul arrested four suspects on 3 May 2024, a security source said.";

#[test]
#[allow(clippy::print_stderr, reason = "whoever runs the tests must know what was left out")]
fn an_expert_reads_an_article_and_mends_a_rule() {
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("browser-{}", std::process::id()));
    let browser = match Browser::start(&place) {
        Ok(browser) => browser,
        Err(reason) => {
            eprintln!("left out: {reason}");
            return;
        }
    };
    browser.tell("url", &json!({ "url": format!("http://{}/", start()) }));
    browser.wait("document.querySelector('#file option')");
    reads(&browser, &place);
    explains(&browser);
    edits(&browser);
    looks(&browser);
    let asked = browser.script("return performance.getEntriesByType('resource').map((e) => new URL(e.name).host)");
    let here = browser.script("return location.host");
    assert!(asked.as_array().is_some_and(|hosts| hosts.len() > 5 && hosts.iter().all(|h| *h == here)), "{asked}");
    assert_eq!(browser.problems(), Vec::<String>::new());
    drop(browser);
    let _ = std::fs::remove_dir_all(&place);
}

/// Pasted or opened, an article is marked up, and its events stand in table, timeline and map.
fn reads(browser: &Browser, place: &Path) {
    browser.keys("#article", &format!("{ARTICLE}{}{}", key::CONTROL, key::ENTER));
    browser.wait("document.querySelectorAll('#events tbody tr').length === 1");
    let cells = browser.texts("#events tbody td");
    assert_eq!(
        cells,
        ["arrest", "Police", "four suspects", "4", "Mosul", "2024-05-03", "a security source", "reported"]
    );
    let shown = |kind: &str| browser.texts(&format!("#marked .{kind}"));
    assert_eq!(browser.text("#marked"), ARTICLE);
    assert_eq!(shown("event"), ["arrested"]);
    assert_eq!(shown("source").concat(), "a security source");
    assert_eq!(shown("time").concat(), "3 May 2024");
    assert_eq!(browser.texts("#map title"), ["Mosul: arrest"]);
    assert_eq!(browser.texts("#timeline title"), ["2024-05-03 arrest"]);
    assert!(browser.texts("#entities li").iter().any(|entity| entity.contains("Mosul")));
    std::fs::create_dir_all(place).expect("a folder can be made");
    let file = place.join("second.txt");
    std::fs::write(&file, "Soldiers killed two militants in Kirkuk.\n\nPolice in Mosul arrested a man.")
        .expect("written");
    browser.keys("#open", file.to_str().expect("the path is text"));
    browser.wait("document.querySelectorAll('#events tbody tr').length === 2");
}

/// A click or a key chooses an event, and the page says how it came about.
fn explains(browser: &Browser) {
    assert_eq!(browser.text("#why"), "Choose an event.");
    browser.click("#marked .event");
    assert!(browser.text("#why").contains("security-operations/kill#active at “killed”"), "{}", browser.text("#why"));
    assert!(browser.text("#why").contains("agent“Soldiers”"), "{}", browser.text("#why"));
    assert!(browser.text("#why details").contains("passivehas a clause of its own; wants a passive verb"));
    browser.script("document.querySelector('#events tbody tr').focus()");
    browser.keys("#events tbody tr:focus", key::DOWN);
    browser.keys("#events tbody tr:focus", key::ENTER);
    browser.wait("document.querySelector('#why').textContent.includes('security-operations/arrest#active')");
    assert_eq!(browser.texts("#events tr[aria-selected=true] td")[0], "arrest");
    browser.click("#map circle");
    browser.wait("document.querySelector('#why').textContent.includes('security-operations/kill#active')");
    browser.click("#events tbody tr:last-child");
    assert_eq!(browser.texts("#marked .event.chosen"), ["arrested"]);
}

/// What is typed into a rule counts at once; what is wrong in it is shown at its place.
fn edits(browser: &Browser) {
    browser
        .script("[...document.querySelectorAll('#why button')].find((b) => b.textContent === 'Edit the rule').click()");
    browser.wait("document.querySelector('#file').value === 'security-operations/rules/arrest.toml'");
    browser.wait("document.querySelector('#rule').value.includes('[frame]')");
    let before = browser.script("return document.querySelector('#rule').value");
    browser.keys("#rule", &format!("{}{}{}colour = 3\n", key::CONTROL, key::HOME, key::RELEASE));
    browser.wait("document.querySelector('#under .error')");
    assert_eq!(browser.texts("#under .error"), ["colour"]);
    assert_eq!(browser.texts("#lines .wrong"), ["▸1"]);
    assert!(browser.text("#findings").contains("line 1: unknown field `colour`"), "{}", browser.text("#findings"));
    // The article is read without the rule.
    browser.wait("document.querySelectorAll('#events tbody tr').length === 1");
    browser.click("#findings button");
    assert_eq!(
        browser.script(
            "const r = document.querySelector('#rule'); return r.value.slice(r.selectionStart, r.selectionEnd)"
        ),
        "colour"
    );
    let line = [key::CONTROL, key::HOME, key::RELEASE, key::SHIFT, key::DOWN, key::RELEASE, key::DELETE].concat();
    browser.keys("#rule", &line);
    assert_eq!(browser.script("return document.querySelector('#rule').value"), before);
    browser.wait("document.querySelectorAll('#events tbody tr').length === 2");
    browser.wait("document.querySelectorAll('#findings li').length === 0");
    assert!(browser.text("#compiled").contains(" 0 rejected"), "{}", browser.text("#compiled"));
}

/// Light and dark, and narrow without a line that runs out of the page.
fn looks(browser: &Browser) {
    browser.click("#example");
    browser.wait("document.querySelectorAll('#events tbody tr').length > 4");
    browser.click("#marked .event");
    browser.script("document.activeElement.blur(); scrollTo(0, 0)");
    let mut backs = Vec::new();
    for scheme in ["light", "dark"] {
        let feature = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        browser.devtools("Emulation.setEmulatedMedia", json!({ "features": feature }));
        backs.push(browser.script("return getComputedStyle(document.body).backgroundColor"));
        if let Some(folder) = std::env::var_os("DATELINE_SCREENSHOTS") {
            let path = Path::new(&folder).join(format!("serve-{scheme}.png"));
            std::fs::write(path, browser.picture()).expect("a picture can be written");
        }
    }
    assert_ne!(backs[0], backs[1]);
    let phone = json!({ "width": 400, "height": 800, "deviceScaleFactor": 1, "mobile": false });
    browser.devtools("Emulation.setDeviceMetricsOverride", phone);
    assert_eq!(browser.script("return document.documentElement.scrollWidth <= innerWidth"), true);
    browser.devtools("Emulation.clearDeviceMetricsOverride", json!({}));
}
