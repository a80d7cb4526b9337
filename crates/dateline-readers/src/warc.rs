//! Web archives: responses, resources and conversions; the archive's own records are passed over.
//!
//! Invariant: one record at a time is held, and none larger than the limit.

use std::io::{self, BufRead, Read};

use crate::failure::{Failure, FailureKind};
use crate::item::{Body, Undecoded};
use crate::lines::{self, Line};
use crate::reader::{Flow, Reading};
use crate::sniff::{Format, stem};
use crate::when;

/// Longest line of a head.
const LINE: usize = 16 << 10;
/// Most lines of a head.
const LINES: usize = 1_000;

/// Named lines at the head of a record or a response.
#[derive(Debug, Default)]
struct Head(Vec<(String, String)>);

impl Head {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The lines up to the blank one.
    fn read(stream: &mut impl BufRead) -> io::Result<Self> {
        let mut head = Self::default();
        let mut line = Vec::new();
        while head.0.len() < LINES && lines::next(stream, LINE, &mut line)? == Line::Whole && !line.is_empty() {
            let text = String::from_utf8_lossy(&line);
            if let Some((name, value)) = text.split_once(':') {
                head.0.push((name.trim().to_owned(), value.trim().to_owned()));
            }
        }
        Ok(head)
    }
}

pub(crate) fn read(reading: &mut Reading<'_, '_>, origin: &str, name: &str, stream: &mut impl BufRead) -> Flow {
    for number in 1.. {
        let here = format!("{origin}#{number}");
        match record(reading, &here, format!("{}-{number}", stem(name)), stream) {
            Ok(Some(flow)) => flow?,
            Ok(None) => break,
            Err(failure) => return reading.fail(&here, failure),
        }
    }
    Flow::Continue(())
}

/// Reads one record. `Err` when the archive cannot be read on behind it.
fn record(
    reading: &mut Reading<'_, '_>,
    here: &str,
    fallback: String,
    stream: &mut impl BufRead,
) -> Result<Option<Flow>, Failure> {
    let broken = |error: io::Error| Failure::broken(&error);
    let mut line = Vec::new();
    loop {
        match lines::next(stream, LINE, &mut line).map_err(broken)? {
            Line::End => return Ok(None),
            _ if line.is_empty() => {}
            _ if line.starts_with(b"WARC/") => break,
            _ => return Err(Failure::new(FailureKind::Broken, "no record begins where one should")),
        }
    }
    let head = Head::read(stream).map_err(broken)?;
    let length = head.get("Content-Length").and_then(|length| length.parse::<u64>().ok());
    let length = length.ok_or_else(|| Failure::new(FailureKind::Broken, "a record without its length"))?;
    let kind = head.get("WARC-Type").unwrap_or_default().to_ascii_lowercase();
    let limit = reading.options.limits.record;
    let mut rest = (&mut *stream).take(length);
    let wanted = matches!(kind.as_str(), "response" | "resource" | "conversion");
    let mut content = Vec::new();
    if wanted && length <= limit as u64 {
        rest.read_to_end(&mut content).map_err(broken)?;
    } else {
        io::copy(&mut rest, &mut io::sink()).map_err(broken)?;
    }
    if rest.limit() > 0 {
        return Err(Failure::new(FailureKind::Broken, "the archive ends inside a record"));
    }
    if !wanted {
        return Ok(Some(Flow::Continue(())));
    }
    if length > limit as u64 {
        return Ok(Some(reading.fail(here, Failure::too_large("a record", limit))));
    }
    let is_response = kind == "response";
    Ok(Some(match document(&head, is_response, content, limit) {
        Ok(None) => Flow::Continue(()),
        Ok(Some((body, encoding))) => {
            let mut found = Undecoded::new(record_id(&head), fallback, body);
            found.url = head.get("WARC-Target-URI").map(|uri| uri.trim_matches(['<', '>']).to_owned());
            found.published = if is_response { None } else { head.get("Last-Modified").and_then(when::parse) };
            found.encoding = encoding;
            reading.give(here, found)
        }
        Err(failure) => reading.fail(here, failure),
    }))
}

/// `<urn:uuid:…>`: the part behind the last colon.
fn record_id(head: &Head) -> Option<String> {
    let id = head.get("WARC-Record-ID")?.trim_matches(['<', '>']);
    id.rsplit(':').next().filter(|id| !id.is_empty()).map(str::to_owned)
}

type Found = Option<(Body, Option<String>)>;

/// The page or text of a record; `None` for pictures, failures of servers and the like.
fn document(head: &Head, is_response: bool, content: Vec<u8>, limit: usize) -> Result<Found, Failure> {
    let (media, content) = if is_response {
        let mut stream = content.as_slice();
        let mut status = Vec::new();
        let broken = |error: io::Error| Failure::broken(&error);
        lines::next(&mut stream, LINE, &mut status).map_err(broken)?;
        let code = String::from_utf8_lossy(&status).split_whitespace().nth(1).map(str::to_owned);
        let http = Head::read(&mut stream).map_err(broken)?;
        if code.as_deref() != Some("200") {
            return Ok(None);
        }
        let mut body = stream.to_vec();
        if http.get("Transfer-Encoding").is_some_and(|how| how.eq_ignore_ascii_case("chunked")) {
            body = unchunked(&body).unwrap_or(body);
        }
        (
            http.get("Content-Type").unwrap_or("text/html").to_owned(),
            unpacked(http.get("Content-Encoding"), body, limit)?,
        )
    } else {
        (head.get("Content-Type").unwrap_or("text/plain").to_owned(), content)
    };
    let media = media.to_ascii_lowercase();
    let encoding = media.split_once("charset=").map(|(_, label)| label.trim_matches(['"', '\'', ' ', ';']).to_owned());
    Ok(if media.contains("html") || (media.starts_with("text/") && Format::of(&content, "") == Format::Html) {
        Some((Body::Page(content), encoding))
    } else if media.starts_with("text/plain") {
        Some((Body::Bytes(content), encoding))
    } else {
        None
    })
}

fn unpacked(how: Option<&str>, body: Vec<u8>, limit: usize) -> Result<Vec<u8>, Failure> {
    let mut out = Vec::new();
    let most = limit as u64 + 1;
    let how = how.map(str::to_ascii_lowercase);
    let done = match how.as_deref() {
        None | Some("" | "identity") => return Ok(body),
        // Many crawlers unpack the body and keep the head as it came.
        Some("gzip" | "x-gzip") if !body.starts_with(b"\x1f\x8b") => return Ok(body),
        Some("gzip" | "x-gzip") => flate2::read::MultiGzDecoder::new(body.as_slice()).take(most).read_to_end(&mut out),
        Some("deflate") => flate2::read::ZlibDecoder::new(body.as_slice()).take(most).read_to_end(&mut out),
        Some("zstd") => {
            zstd::stream::read::Decoder::new(body.as_slice()).and_then(|d| d.take(most).read_to_end(&mut out))
        }
        Some(other) => {
            let message = format!("a body packed by `{other}` is not read");
            return Err(Failure::new(FailureKind::Unsupported, message));
        }
    };
    match done {
        Ok(_) if out.len() > limit => Err(Failure::too_large("a body", limit)),
        Ok(_) => Ok(out),
        Err(error) => Err(Failure::broken(&error)),
    }
}

/// Takes the lengths out of a body sent in chunks; `None` when it is not one.
fn unchunked(body: &[u8]) -> Option<Vec<u8>> {
    let (mut rest, mut out) = (body, Vec::with_capacity(body.len()));
    loop {
        let end = rest.windows(2).position(|pair| pair == b"\r\n")?;
        let size = std::str::from_utf8(&rest[..end]).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        rest = &rest[end + 2..];
        if size == 0 {
            return Some(out);
        }
        out.extend_from_slice(rest.get(..size)?);
        rest = rest.get(size..)?.strip_prefix(b"\r\n")?;
    }
}
