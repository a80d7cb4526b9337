//! Pages to articles: the main text, and what the page says of it.
//!
//! Invariant: no page takes longer than its bytes warrant; what nests deeper than the limit is refused unread.

use dateline_model::When;
use dom_smoothie::{Config, Readability, TextMode};

use crate::failure::{Failure, FailureKind};
use crate::options::Limits;
use crate::when;

/// What a page holds.
pub(crate) struct Page {
    pub(crate) text: String,
    pub(crate) title: Option<String>,
    pub(crate) published: Option<When>,
}

/// Elements that need no end: they nest in the source, not in the page.
const UNCLOSED: &[&str] = &[
    "area", "base", "br", "col", "colgroup", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option",
    "p", "param", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
];

/// The article of a page: byline and text, with the title and the day of publication beside it.
pub(crate) fn main_text(html: &str, limits: &Limits) -> Result<Page, Failure> {
    check_depth(html, limits)?;
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    let article = Readability::new(html, None, Some(config)).and_then(|mut page| page.parse());
    let article =
        article.map_err(|error| Failure::new(FailureKind::NoText, format!("no article on the page: {error}")))?;
    let text = article.text_content.trim();
    if text.is_empty() {
        return Err(Failure::new(FailureKind::NoText, "no article on the page"));
    }
    let byline = article.byline.as_deref().map(str::trim).filter(|line| !line.is_empty() && !line.contains('\n'));
    let text = match byline {
        Some(byline) if !text.contains(byline) => {
            let by = if byline.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("by ")) { "" } else { "By " };
            format!("{by}{byline}\n\n{text}")
        }
        _ => text.to_owned(),
    };
    let title = (!article.title.trim().is_empty()).then(|| article.title.trim().to_owned());
    Ok(Page { text, title, published: article.published_time.as_deref().and_then(when::parse) })
}

/// The text of a piece of HTML, as feeds carry it.
pub(crate) fn fragment(html: &str, limits: &Limits) -> Result<String, Failure> {
    check_depth(html, limits)?;
    Ok(dom_query::Document::fragment(html).formatted_text().trim().to_owned())
}

/// The encoding that a page declares in its first kilobyte.
pub(crate) fn declared_encoding(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    let (_, behind) = head.split_once("charset=")?;
    let label = behind.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'))).unwrap_or(label.len());
    (end > 0).then(|| label[..end].to_owned())
}

/// Counts open elements without building the page: building is quadratic in the depth.
fn check_depth(html: &str, limits: &Limits) -> Result<(), Failure> {
    let mut depth = 0usize;
    for tag in html.split('<').skip(1) {
        let (closing, rest) = tag.strip_prefix('/').map_or((false, tag), |rest| (true, rest));
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let name = &rest[..end];
        if name.is_empty() || UNCLOSED.iter().any(|unclosed| unclosed.eq_ignore_ascii_case(name)) {
            continue;
        }
        let whole = rest.find('>').is_some_and(|end| rest[..end].ends_with('/'));
        depth = match (closing, whole) {
            (true, _) => depth.saturating_sub(1),
            (false, true) => depth,
            (false, false) => depth + 1,
        };
        if depth > limits.elements {
            let message = format!("more than {} elements inside each other", limits.elements);
            return Err(Failure::new(FailureKind::TooDeep, message));
        }
    }
    Ok(())
}
