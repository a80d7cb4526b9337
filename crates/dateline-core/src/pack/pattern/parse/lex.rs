//! The smallest parts of a pattern: bare words, values, names.
//!
//! Invariant: nothing here reports; a part is there or it is not.

use nom::{
    IResult, Parser,
    bytes::complete::{take_while, take_while1},
    combinator::recognize,
    error::{Error, ErrorKind},
    sequence::pair,
};

/// A part and what stands behind it; `Err` when the part does not stand here.
pub(super) type Read<'p, T> = IResult<&'p str, T>;

/// The part does not stand here.
pub(super) fn refuse<T>(at: &str) -> Read<'_, T> {
    Err(nom::Err::Error(Error::new(at, ErrorKind::Not)))
}

/// A mark of the language, which a bare word cannot hold.
fn is_mark(c: char) -> bool {
    c.is_whitespace() || "()[]{}<>|?*+@\"/\\^$!&=#.".contains(c)
}

/// `killed`, `U.S.`, `12:15`: a period counts only between letters, or behind letters that already have one.
pub(super) fn bare(i: &str) -> Read<'_, &str> {
    let (mut before, mut dotted) = (' ', false);
    for (at, c) in i.char_indices() {
        let next = i[at + c.len_utf8()..].chars().next();
        let joins = next.is_some_and(char::is_alphanumeric) || (dotted && next != Some('.'));
        let inner = c == '.' && before.is_alphanumeric() && joins;
        if is_mark(c) && !inner {
            return if at == 0 { refuse(i) } else { Ok((&i[at..], &i[..at])) };
        }
        dotted |= inner;
        before = c;
    }
    if i.is_empty() { refuse(i) } else { Ok((&i[i.len()..], i)) }
}

/// `rise`, `iq.inss`, `places/iraq`.
pub(super) fn bare_value(i: &str) -> Read<'_, &str> {
    let word = |c: char| !is_mark(c) && !matches!(c, ',' | ';');
    recognize(pair(take_while1(word), take_while(|c| word(c) || matches!(c, '.' | '/')))).parse(i)
}

/// `agent`, `armed-group`.
pub(super) fn ident(i: &str) -> Read<'_, &str> {
    recognize(pair(
        take_while1(|c: char| c.is_ascii_alphabetic()),
        take_while(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-')),
    ))
    .parse(i)
}

/// True for text that is read as one bare word.
pub(in super::super) fn is_bare(text: &str) -> bool {
    matches!(bare(text), Ok(("", _)))
}

/// True for text that is read as one bare value.
pub(in super::super) fn is_bare_value(text: &str) -> bool {
    matches!(bare_value(text), Ok(("", _)))
}
