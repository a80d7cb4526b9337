//! Which language a text is in. Invariant: an article is passed by only when the answer is sure.

use whatlang::{Lang, detect};

/// Letters below which no answer is sure.
const FEWEST: usize = 120;
/// How much of the text is looked at.
const SAMPLE: usize = 1_200;
/// How much surer than for English the answer must be.
const SURE: f64 = 0.9;

/// The language's code (ISO 639-3), when the text is surely not English.
///
/// ```
/// let arabic = "أعلنت وزارة الداخلية العراقية القبض على أربعة مشتبه بهم في مدينة الموصل شمالي البلاد، وقال المتحدث \
///               باسمها إن القوات ضبطت أسلحة وذخائر في منزل يعود لأحدهم خلال عملية أمنية نفذت فجر اليوم الاثنين";
/// assert_eq!(dateline_readers::foreign(arabic), Some("ara"));
/// assert_eq!(dateline_readers::foreign("Police in Mosul arrested four suspects."), None);
/// ```
pub fn foreign(text: &str) -> Option<&'static str> {
    let end = (0..=SAMPLE.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    let sample = &text[..end];
    if sample.chars().filter(|c| c.is_alphabetic()).count() < FEWEST {
        return None;
    }
    let found = detect(sample)?;
    (found.lang() != Lang::Eng && found.is_reliable() && found.confidence() >= SURE).then(|| found.lang().code())
}
