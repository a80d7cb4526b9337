//! Lines of a stream. Invariant: a line longer than the limit is passed over without being held.

use std::io::{self, BufRead};

/// What stood on a line.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// It is in the buffer, without its end.
    Whole,
    /// It is longer than the limit; its beginning is in the buffer.
    TooLong,
    /// There is none.
    End,
}

/// Reads one line into the buffer.
pub(crate) fn next(stream: &mut impl BufRead, limit: usize, line: &mut Vec<u8>) -> io::Result<Line> {
    line.clear();
    let (mut any, mut long) = (false, false);
    loop {
        let ready = match stream.fill_buf() {
            Ok(ready) => ready,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if ready.is_empty() {
            break;
        }
        any = true;
        let end = ready.iter().position(|b| *b == b'\n');
        let part = &ready[..end.unwrap_or(ready.len())];
        let room = limit.saturating_sub(line.len());
        long |= part.len() > room;
        line.extend_from_slice(&part[..part.len().min(room)]);
        let used = part.len() + usize::from(end.is_some());
        stream.consume(used);
        if end.is_some() {
            break;
        }
    }
    if line.last() == Some(&b'\r') {
        line.pop();
    }
    Ok(match (any, long) {
        (false, _) => Line::End,
        (true, true) => Line::TooLong,
        (true, false) => Line::Whole,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_with_or_without_carriage_return_and_long_ones_are_passed_over() {
        let mut stream = io::BufReader::with_capacity(3, &b"one\r\n\ntwenty two\nfour"[..]);
        let mut line = Vec::new();
        let mut all = Vec::new();
        loop {
            let found = next(&mut stream, 6, &mut line).unwrap();
            if found == Line::End {
                break;
            }
            all.push((found, String::from_utf8_lossy(&line).into_owned()));
        }
        let expected = [(Line::Whole, "one"), (Line::Whole, ""), (Line::TooLong, "twenty"), (Line::Whole, "four")];
        assert_eq!(all, expected.map(|(kind, text)| (kind, text.to_owned())));
    }
}
