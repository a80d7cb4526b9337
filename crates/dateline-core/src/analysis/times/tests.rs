//! What sentences say of time, resolved for news published on Saturday, 23 November 2024: each expression as
//! `words = timex [first day..last day]`, without days where none can be known.

use dateline_model::ByteSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;
use crate::analysis::numbers::NumberWords;
use crate::text::{LocalWords, Token, Tokenizer, Vocabulary, tokenize};

const NUMBERS: &str = include_str!("../../../../../rules/english/lexicon/numbers.toml");
const TIMES: &str = include_str!("../../../../../rules/english/lexicon/times.toml");

const PUBLISHED: Date = date(2024, 11, 23);

struct Pack {
    vocabulary: Vocabulary,
    numbers: NumberWords,
    times: TimeWords,
    tokenizer: Tokenizer,
}

fn pack() -> Pack {
    let mut vocabulary = Vocabulary::new();
    let numbers = NumberWords::compile(&toml::from_str(NUMBERS).expect("the list parses"), &mut vocabulary);
    let toml: TimesToml = toml::from_str(TIMES).expect("the list parses");
    let times = TimeWords::compile(&toml, &numbers, &mut vocabulary);
    let abbreviations = ["nov", "aug", "jan", "sept", "ca", "c"].map(str::to_owned);
    Pack { vocabulary, numbers, times, tokenizer: Tokenizer::new(abbreviations, [], []) }
}

impl Pack {
    fn expressions(&self, text: &str) -> (Vec<Token>, Vec<TimeExpression>) {
        let (mut local, mut tokens, mut out) = (LocalWords::default(), Vec::new(), Vec::new());
        let span = ByteSpan::new(0, text.len());
        tokenize(&self.tokenizer, &self.vocabulary, &mut local, text, span, &mut tokens);
        find_times(&self.times, &self.numbers, text, &tokens, 0..tokens.len() as u32, &mut out);
        (tokens, out)
    }

    fn shown(&self, text: &str, anchor: Option<Date>, mode: Mode) -> String {
        let (tokens, times) = self.expressions(text);
        let mut resolver = TimeResolver::new(anchor, mode);
        let show = |time: &TimeExpression| {
            let first = tokens[time.tokens.start as usize].span;
            let words = first.to(tokens[time.tokens.end as usize - 1].span).slice(text);
            let resolved = resolver.resolve(time);
            let day = |when: Option<dateline_model::When>| when.map_or(String::new(), |w| w.to_string());
            let (start, end) = (day(resolved.start), day(resolved.end));
            let days = if start.is_empty() && end.is_empty() {
                String::new()
            } else if start == end {
                format!(" [{start}]")
            } else {
                format!(" [{start}..{end}]")
            };
            format!("{words} = {}{days}", resolved.timex)
        };
        times.iter().map(show).collect::<Vec<_>>().join(" | ")
    }
}

fn check_as(anchor: Option<Date>, mode: Mode, cases: &[(&str, &str)]) {
    let pack = pack();
    let wrong: Vec<String> = cases
        .iter()
        .map(|(text, expected)| (text, pack.shown(text, anchor, mode), expected))
        .filter(|(_, found, expected)| found != *expected)
        .map(|(text, found, expected)| format!("{text}\n  found    {found}\n  expected {expected}"))
        .collect();
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

fn check(cases: &[(&str, &str)]) {
    check_as(Some(PUBLISHED), Mode::News, cases);
}

#[test]
fn full_dates() {
    check(&[
        ("It fell on Nov. 23, 2024.", "Nov. 23, 2024 = 2024-11-23 [2024-11-23]"),
        ("It fell on November 3rd, 2024.", "November 3rd, 2024 = 2024-11-03 [2024-11-03]"),
        ("It fell on 3 March 2014.", "3 March 2014 = 2014-03-03 [2014-03-03]"),
        ("It fell on the 3rd of March, 2014.", "the 3rd of March, 2014 = 2014-03-03 [2014-03-03]"),
        ("Updated 23/11/2024 by staff", "23/11/2024 = 2024-11-23 [2024-11-23]"),
        ("Updated 11/23/2024 by staff", "11/23/2024 = 2024-11-23 [2024-11-23]"),
        ("Updated 3/8/2023 by staff", "3/8/2023 = 2023-08-03 [2023-08-03]"),
        ("Updated 23.11.2024 by staff", "23.11.2024 = 2024-11-23 [2024-11-23]"),
        ("Updated 2024-11-23 by staff", "2024-11-23 = 2024-11-23 [2024-11-23]"),
        ("Saturday, November 23, 2024", "Saturday, November 23, 2024 = 2024-11-23 [2024-11-23]"),
        ("on Saturday (Nov. 23)", "Saturday (Nov. 23) = 2024-11-23 [2024-11-23]"),
        ("THE MEN LEFT ON 5 MAY FOR GOOD", "5 MAY = 2024-05-05 [2024-05-05]"),
        ("Sunday 5 May 2019 was calm", "Sunday 5 May 2019 = 2019-05-05 [2019-05-05]"),
        ("on June 29, 2014, ISIS declared", "June 29, 2014 = 2014-06-29 [2014-06-29]"),
        ("on February 30, 2014", "February 30, 2014 = 2014-02-30"),
        ("after 9/11 they met", "9/11 = 2001-09-11 [2001-09-11]"),
    ]);
}

#[test]
fn months_and_years() {
    check(&[
        ("since taken in March 2014", "March 2014 = 2014-03 [2014-03-01..2014-03-31]"),
        ("in February of 2016", "February of 2016 = 2016-02 [2016-02-01..2016-02-29]"),
        ("in May 2014 they", "May 2014 = 2014-05 [2014-05-01..2014-05-31]"),
        ("during the month of May 2014", "the month of May 2014 = 2014-05 [2014-05-01..2014-05-31]"),
        ("captured in 2014.", "2014 = 2014 [2014-01-01..2014-12-31]"),
        ("the 2014 offensive", "2014 = 2014 [2014-01-01..2014-12-31]"),
        ("in the year 2003", "the year 2003 = 2003 [2003-01-01..2003-12-31]"),
        ("elections (2018) were", "2018 = 2018 [2018-01-01..2018-12-31]"),
        ("in the summer of 2017", "the summer of 2017 = 2017-SU [2017-06-01..2017-08-31]"),
        ("by spring 2018", "spring 2018 = 2018-SP [2018-03-01..2018-05-31]"),
        ("the first quarter of 2023", "the first quarter of 2023 = 2023-Q1 [2023-01-01..2023-03-31]"),
        ("in the 1990s", "the 1990s = 199 [1990-01-01..1999-12-31]"),
        ("in the eighties", "the eighties = 198 [1980-01-01..1989-12-31]"),
        ("in the 20th century", "the 20th century = 19 [1900-01-01..1999-12-31]"),
        ("in 490 BC they", "490 BC = BC0490 [-000489-01-01..-000489-12-31]"),
        ("the class of '99", "'99 = 1999 [1999-01-01..1999-12-31]"),
    ]);
}

#[test]
fn what_is_no_time() {
    check(&[
        ("He may march on Mosul", ""),
        ("March to the square, they said", ""),
        ("They may be back", ""),
        ("The second man was killed", ""),
        ("Forces began to fall back", ""),
        ("2014 soldiers were there", ""),
        ("over 2000 were killed", ""),
        ("a 2000-pound bomb", ""),
        ("UN resolution 2254", ""),
        ("about 1500 fighters", ""),
        ("under Article 4 of the law", ""),
        ("the 52nd Brigade", ""),
        ("killed 12, wounded 3", ""),
        ("Sun Tzu was sat there", ""),
        ("the May family", ""),
        ("5 km from the city", ""),
        ("the arrest of (1120) dealers", ""),
        ("crystal and /1200/ Captagon pills", ""),
        ("Five men and a woman", ""),
    ]);
}

#[test]
fn weekdays_by_tense() {
    check(&[
        ("Police said on Saturday", "Saturday = 2024-11-23 [2024-11-23]"),
        ("Police said on Friday", "Friday = 2024-11-22 [2024-11-22]"),
        ("It was hit on Sunday", "Sunday = 2024-11-17 [2024-11-17]"),
        ("They will meet on Monday", "Monday = 2024-11-25 [2024-11-25]"),
        ("next Monday", "next Monday = 2024-11-25 [2024-11-25]"),
        ("last Monday", "last Monday = 2024-11-18 [2024-11-18]"),
        ("last Saturday", "last Saturday = 2024-11-16 [2024-11-16]"),
        ("late Thursday", "late Thursday = 2024-11-21 [2024-11-21]"),
        ("on Thursday evening", "Thursday evening = 2024-11-21TEV [2024-11-21]"),
        ("early Sunday morning", "early Sunday morning = 2024-11-17TMO [2024-11-17]"),
        ("on Friday night they", "Friday night = 2024-11-22TNI [2024-11-22]"),
        ("at dawn on Thursday", "dawn on Thursday = 2024-11-21TMO [2024-11-21]"),
        ("on Tuesday, he said", "Tuesday = 2024-11-19 [2024-11-19]"),
        ("Friday and Saturday", "Friday = 2024-11-22 [2024-11-22] | Saturday = 2024-11-23 [2024-11-23]"),
    ]);
}

#[test]
fn dates_without_a_year() {
    check(&[
        ("It was attacked on 7 August", "7 August = 2024-08-07 [2024-08-07]"),
        ("It was attacked on Aug. 10", "Aug. 10 = 2024-08-10 [2024-08-10]"),
        ("It was attacked on December 5", "December 5 = 2023-12-05 [2023-12-05]"),
        ("They will vote on December 5", "December 5 = 2024-12-05 [2024-12-05]"),
        ("It was taken in October", "October = 2024-10 [2024-10-01..2024-10-31]"),
        ("It was taken in December", "December = 2023-12 [2023-12-01..2023-12-31]"),
        ("They will begin in January", "January = 2025-01 [2025-01-01..2025-01-31]"),
        ("a raid on the 20th, he said", "the 20th = 2024-11-20 [2024-11-20]"),
        ("a raid on the 28th, he said", "the 28th = 2024-10-28 [2024-10-28]"),
        ("last July", "last July = 2024-07 [2024-07-01..2024-07-31]"),
        ("last December", "last December = 2023-12 [2023-12-01..2023-12-31]"),
        ("this summer", "this summer = 2024-SU [2024-06-01..2024-08-31]"),
        ("next March", "next March = 2025-03 [2025-03-01..2025-03-31]"),
    ]);
}

#[test]
fn relative_times() {
    check(&[
        ("He was killed today.", "today = 2024-11-23 [2024-11-23]"),
        ("He was killed yesterday.", "yesterday = 2024-11-22 [2024-11-22]"),
        ("He leaves tomorrow.", "tomorrow = 2024-11-24 [2024-11-24]"),
        ("the day before yesterday", "the day before yesterday = 2024-11-21 [2024-11-21]"),
        ("yesterday morning", "yesterday morning = 2024-11-22TMO [2024-11-22]"),
        ("last night", "last night = 2024-11-22TNI [2024-11-22]"),
        ("this morning", "this morning = 2024-11-23TMO [2024-11-23]"),
        ("tonight", "tonight = 2024-11-23TNI [2024-11-23]"),
        ("earlier today", "earlier today = 2024-11-23 [2024-11-23]"),
        ("last week", "last week = 2024-W46 [2024-11-11..2024-11-17]"),
        ("this week", "this week = 2024-W47 [2024-11-18..2024-11-24]"),
        ("next month", "next month = 2024-12 [2024-12-01..2024-12-31]"),
        ("last month", "last month = 2024-10 [2024-10-01..2024-10-31]"),
        ("this year", "this year = 2024 [2024-01-01..2024-12-31]"),
        ("last year", "last year = 2023 [2023-01-01..2023-12-31]"),
        ("two days ago", "two days ago = 2024-11-21 [2024-11-21]"),
        ("two weeks ago", "two weeks ago = 2024-11-09 [2024-11-09]"),
        ("three months ago", "three months ago = 2024-08 [2024-08-01..2024-08-31]"),
        ("ten years ago", "ten years ago = 2014 [2014-01-01..2014-12-31]"),
        ("a few months ago", "a few months ago = PAST_REF"),
        ("a day earlier", "a day earlier = 2024-11-22 [2024-11-22]"),
        ("a year earlier", "a year earlier = 2023 [2023-01-01..2023-12-31]"),
        ("the previous day", "the previous day = 2024-11-22 [2024-11-22]"),
        ("the following day", "the following day = XXXX-XX-XX"),
        ("that day", "that day = XXXX-XX-XX"),
        ("two days after the attack", "two days after = XXXX-XX-XX"),
        ("July of last year", "July of last year = 2023-07 [2023-07-01..2023-07-31]"),
    ]);
}

#[test]
fn relative_to_the_text() {
    check(&[
        (
            "On Nov. 20 he fled; the next day",
            "Nov. 20 = 2024-11-20 [2024-11-20] | the next day = 2024-11-21 [2024-11-21]",
        ),
        (
            "On 3 March 2014 and two days later",
            "3 March 2014 = 2014-03-03 [2014-03-03] | two days later = 2014-03-05 [2014-03-05]",
        ),
        (
            "In 2014 and later that year",
            "2014 = 2014 [2014-01-01..2014-12-31] | later that year = 2014 [2014-01-01..2014-12-31]",
        ),
        ("On Friday, a day earlier", "Friday = 2024-11-22 [2024-11-22] | a day earlier = 2024-11-21 [2024-11-21]"),
        (
            "In 2017 and the following year",
            "2017 = 2017 [2017-01-01..2017-12-31] | the following year = 2018 [2018-01-01..2018-12-31]",
        ),
        ("In 2017, that day", "2017 = 2017 [2017-01-01..2017-12-31] | that day = XXXX-XX-XX"),
        (
            "On Friday at dawn, that night",
            "Friday at dawn = 2024-11-22TMO [2024-11-22] | that night = 2024-11-22TNI [2024-11-22]",
        ),
    ]);
}

#[test]
fn times_of_day() {
    check(&[
        ("at 9:52 am on Saturday", "9:52 am on Saturday = 2024-11-23T09:52 [2024-11-23T09:52:00]"),
        ("on Friday at 9:52 pm", "Friday at 9:52 pm = 2024-11-22T21:52 [2024-11-22T21:52:00]"),
        ("Friday at around 5 p.m. they", "Friday at around 5 p.m. = 2024-11-22T17:00 [2024-11-22T17:00:00]"),
        ("at 05:05 on Nov. 20", "05:05 on Nov. 20 = 2024-11-20T05:05 [2024-11-20T05:05:00]"),
        ("10am yesterday", "10am yesterday = 2024-11-22T10:00 [2024-11-22T10:00:00]"),
        ("at noon on Friday", "noon on Friday = 2024-11-22T12:00 [2024-11-22]"),
        ("on the morning of December 28, 2019", "the morning of December 28, 2019 = 2019-12-28TMO [2019-12-28]"),
        ("12 am on Friday", "12 am on Friday = 2024-11-22T00:00 [2024-11-22T00:00:00]"),
        ("They attacked at dawn.", "dawn = 2024-11-23TMO [2024-11-23]"),
        ("They attacked overnight.", "overnight = 2024-11-23TNI [2024-11-23]"),
        ("the ratio 25:70 held", ""),
    ]);
}

#[test]
fn durations() {
    check(&[
        ("for several weeks", "several weeks = PXW"),
        ("within 72 hours", "72 hours = PT72H"),
        ("a three-day battle", "three-day = P3D"),
        ("for two and a half years", "two and a half years = P2.5Y"),
        ("a year and a half", "a year and a half = P1.5Y"),
        ("half an hour", "half an hour = PT.5H"),
        ("for more than two years", "more than two years = P2Y"),
        ("nearly four months", "nearly four months = P4M"),
        ("another week", "another week = P1W"),
        ("two or three weeks", "two or three weeks = P3W"),
        ("for months", "months = PXM"),
        ("a month-long siege", "month-long = P1M"),
        ("a 35-year-old man", "35-year-old = P35Y"),
        ("15 years in prison", "15 years = P15Y"),
        ("in the past three days", "the past three days = P3D [2024-11-20..2024-11-23]"),
        ("over the next two weeks", "the next two weeks = P2W [2024-11-23..2024-12-07]"),
        ("in recent months", "recent months = PXM"),
        ("the first ten months of 2015", "the first ten months of 2015 = P10M [2015-01-01..2015-10-31]"),
        ("the last two weeks of February 2015", "the last two weeks of February 2015 = P2W [2015-02-15..2015-02-28]"),
        ("the last week of August 2015", "the last week of August 2015 = P1W [2015-08-25..2015-08-31]"),
        ("the second week of May 2015", "the second week of May 2015 = P1W [2015-05-08..2015-05-14]"),
        ("the last Friday of October", "the last Friday of October = 2024-10-25 [2024-10-25]"),
        ("on the first Monday in May 2015", "the first Monday in May 2015 = 2015-05-04 [2015-05-04]"),
        ("the fifth Monday of June 2015", "the fifth Monday of June 2015 = 2015-06-29 [2015-06-29]"),
        ("the fifth Monday of May 2015", "the fifth Monday of May 2015 = XXXX-XX-XX"),
    ]);
}

#[test]
fn sets() {
    check(&[
        ("every day", "every day = XXXX-XX-XX"),
        ("daily raids", "daily = XXXX-XX-XX"),
        ("a weekly market", "weekly = XXXX-WXX"),
        ("every two weeks", "every two weeks = P2W"),
        ("each year", "each year = P1Y"),
        ("every Friday", "every Friday = XXXX-WXX-5"),
        ("on Fridays", "Fridays = XXXX-WXX-5"),
        ("annually", "annually = XXXX"),
        ("each July", "each July = XXXX-07"),
    ]);
}

#[test]
fn parts_of_periods() {
    check(&[
        ("in early October 2024", "early October 2024 = 2024-10 [2024-10-01..2024-10-10]"),
        ("in mid-2014", "mid-2014 = 2014 [2014-05-01..2014-08-31]"),
        ("by the end of 2019", "the end of 2019 = 2019 [2019-09-01..2019-12-31]"),
        ("in late last year", "late last year = 2023 [2023-09-01..2023-12-31]"),
        ("in the mid-1980s", "the mid-1980s = 198 [1983-05-01..1986-08-31]"),
        ("in the first half of 2014", "the first half of 2014 = 2014 [2014-01-01..2014-06-30]"),
        ("earlier this year", "earlier this year = 2024 [2024-01-01..2024-11-23]"),
        ("by month's end", "month's end = 2024-11 [2024-11-21..2024-11-30]"),
        ("by the end of the year", "the end of the year = 2024 [2024-09-01..2024-12-31]"),
        ("by year-end", "year-end = 2024 [2024-09-01..2024-12-31]"),
        ("at a late hour of Friday night", "a late hour of Friday night = 2024-11-22TNI [2024-11-22]"),
        ("around 2010", "around 2010 = 2010 [2010-01-01..2010-12-31]"),
    ]);
}

#[test]
fn intervals() {
    check(&[
        ("between 2014 and 2017", "between 2014 and 2017 = 2014/2017 [2014-01-01..2017-12-31]"),
        ("from March to May 2024", "from March to May 2024 = 2024-03/2024-05 [2024-03-01..2024-05-31]"),
        ("since 2003", "since 2003 = 2003 [2003-01-01..2024-11-23]"),
        ("since mid-June", "since mid-June = 2024-06 [2024-06-15..2024-11-23]"),
        ("since the beginning of 2024", "since the beginning of 2024 = 2024 [2024-01-01..2024-11-23]"),
        (
            "since the beginning of this year until now",
            "since the beginning of this year until now = 2024/PRESENT_REF [2024-01-01..2024-11-23]",
        ),
        ("until 2017", "until 2017 = 2017 [..2017-12-31]"),
        ("so far this year", "so far this year = 2024 [2024-01-01..2024-11-23]"),
        ("so far in 2024", "so far in 2024 = 2024 [2024-01-01..2024-11-23]"),
        ("the war of 2014-2017", "2014-2017 = 2014/2017 [2014-01-01..2017-12-31]"),
        ("the war of 1914-18", "1914-18 = 1914/1918 [1914-01-01..1918-12-31]"),
        ("on 6-7 January 2016", "6-7 January 2016 = 2016-01-06/2016-01-07 [2016-01-06..2016-01-07]"),
        ("on March 5-9, 2018", "March 5-9, 2018 = 2018-03-05/2018-03-09 [2018-03-05..2018-03-09]"),
        (
            "from 14 August to 2 September 2016",
            "from 14 August to 2 September 2016 = 2016-08-14/2016-09-02 [2016-08-14..2016-09-02]",
        ),
        (
            "from the 13th to the 19th of October 2016",
            "from the 13th to the 19th of October 2016 = 2016-10-13/2016-10-19 [2016-10-13..2016-10-19]",
        ),
        ("May 4 and 5, 2016", "May 4 = 2016-05-04 [2016-05-04] | 5, 2016 = 2016-05-05 [2016-05-05]"),
        ("between 3 and 5 men", ""),
        ("since Thursday", "since Thursday = 2024-11-21 [2024-11-21..2024-11-23]"),
    ]);
}

#[test]
fn references_and_feasts() {
    check(&[
        ("the area is now calm", "now = PRESENT_REF"),
        ("he was recently freed", "recently = PAST_REF"),
        ("in the near future", "the near future = FUTURE_REF"),
        ("during the month of Ramadan", "the month of Ramadan = XXXX"),
        ("at Ashura 2023 they", "Ashura 2023 = 2023"),
        ("at that time", "that time = XX"),
    ]);
}

#[test]
fn without_a_publication_date_nothing_is_invented() {
    check_as(
        None,
        Mode::News,
        &[
            ("He was killed yesterday.", "yesterday = XXXX-XX-XX"),
            ("Police said on Saturday", "Saturday = XXXX-WXX-6"),
            ("on 7 August", "7 August = XXXX-08-07"),
            ("last year", "last year = XXXX"),
            ("two weeks ago", "two weeks ago = XXXX-WXX"),
            ("since Thursday", "since Thursday = XXXX-WXX-4"),
            ("in the past three days", "the past three days = P3D"),
            ("this summer", "this summer = XXXX-SU"),
            ("They attacked at dawn.", "dawn = XXXX-XX-XXTMO"),
            ("on the 20th, he said", "the 20th = XXXX-XX-20"),
            (
                "on Nov. 20, 2024 and the next day",
                "Nov. 20, 2024 = 2024-11-20 [2024-11-20] | the next day = 2024-11-21 [2024-11-21]",
            ),
            ("since 2003", "since 2003 = 2003 [2003-01-01..]"),
        ],
    );
}

#[test]
fn histories_run_by_their_own_dates() {
    check_as(
        Some(PUBLISHED),
        Mode::Narrative,
        &[
            (
                "In June 1941 war began. In July it spread.",
                "June 1941 = 1941-06 [1941-06-01..1941-06-30] | July = 1941-07 [1941-07-01..1941-07-31]",
            ),
            (
                "On December 7, 1941 it began. In January they fled.",
                "December 7, 1941 = 1941-12-07 [1941-12-07] | January = 1942-01 [1942-01-01..1942-01-31]",
            ),
            (
                "On 3 May 1940 he fell; on 10 August of that year",
                "3 May 1940 = 1940-05-03 [1940-05-03] | 10 August of that year = 1940-08-10 [1940-08-10]",
            ),
            (
                "In 1776 he lost. The next year he won.",
                "1776 = 1776 [1776-01-01..1776-12-31] | The next year = 1777 [1777-01-01..1777-12-31]",
            ),
            (
                "On 2 May 1915 he left. Six days later he died.",
                "2 May 1915 = 1915-05-02 [1915-05-02] | Six days later = 1915-05-08 [1915-05-08]",
            ),
            ("the Battle (499-493 BC) began", "499-493 BC = BC0499/BC0493 [-000498-01-01..-000492-12-31]"),
            ("the town known today as Ur", "today = PRESENT_REF"),
        ],
    );
}

#[test]
fn iraq_news() {
    check(&[
        (
            "Iraqi forces arrested 32 ISIS members in Kirkuk on Saturday, a day after two soldiers died.",
            "Saturday = 2024-11-23 [2024-11-23] | a day after = XXXX-XX-XX",
        ),
        (
            "SOHR documented 311 deaths since the beginning of 2024, including 12 on Friday evening.",
            "since the beginning of 2024 = 2024 [2024-01-01..2024-11-23] | Friday evening = 2024-11-22TEV [2024-11-22]",
        ),
        ("BAGHDAD, Nov. 20 (Xinhua) -- Three men were killed", "Nov. 20 = 2024-11-20 [2024-11-20]"),
        (
            "ISIS seized Mosul in June 2014 and was driven out in July 2017 after a nine-month battle.",
            "June 2014 = 2014-06 [2014-06-01..2014-06-30] | July 2017 = 2017-07 [2017-07-01..2017-07-31] | nine-month = P9M",
        ),
        (
            "The 30th Brigade of the PMF repelled the attack late Thursday night.",
            "late Thursday night = 2024-11-21TNI [2024-11-21]",
        ),
        ("He was sentenced under Article 4 to 15 years.", "15 years = P15Y"),
        (
            "In the past 24 hours, two civilians were killed in Deir ez-Zor.",
            "the past 24 hours = PT24H [2024-11-22..2024-11-23]",
        ),
        ("The trial will resume next Sunday.", "next Sunday = 2024-11-24 [2024-11-24]"),
        ("The group has lost its lands since late 2017.", "since late 2017 = 2017 [2017-09-01..2024-11-23]"),
        ("On Thursday dawn, gunmen hit a checkpoint.", "Thursday dawn = 2024-11-21TMO [2024-11-21]"),
        ("It was the third attack this week.", "this week = 2024-W47 [2024-11-18..2024-11-24]"),
    ]);
}

#[test]
fn the_mode_follows_the_years_of_the_text() {
    let pack = pack();
    let mode = |text| Mode::choose(Some(PUBLISHED), &pack.expressions(text).1);
    let history = "From 1914 to 1918. In 1915, in May 1916, on 3 June 1917 and in 1918 it spread.";
    assert_eq!(mode(history), Mode::Narrative);
    assert_eq!(mode("Police said on Saturday that since 2014 and 2017 it was calm."), Mode::News);
    assert_eq!(Mode::choose(None, &pack.expressions(history).1), Mode::News);
}

/// A text of words that the grammar knows, figures and marks, in any order.
fn word_salad() -> impl Strategy<Value = String> {
    let words = [
        "May",
        "march",
        "Saturday",
        "Nov.",
        "23",
        "2024",
        "31",
        "0",
        "99999",
        "2024-02-31",
        "23:59",
        "25:61",
        "am",
        "the",
        "of",
        "last",
        "next",
        "this",
        "previous",
        "two",
        "weeks",
        "week",
        "century",
        "decade",
        "ago",
        "later",
        "before",
        "since",
        "until",
        "from",
        "to",
        "and",
        "-",
        "between",
        "early",
        "late",
        "mid",
        "the end of",
        "first",
        "20th",
        "1990s",
        "BC",
        "year",
        "day",
        "days",
        "night",
        "morning",
        "dawn",
        "every",
        "daily",
        "'",
        "99",
        "so far",
        "999999999999",
        "million",
        "summer",
        "quarter",
        "third",
        "half",
        "a",
        "few",
        "(",
        ")",
        ",",
        "yesterday",
        "now",
        "Ramadan",
        "that",
        "9999",
        "years",
        "1",
        "century",
        "centuries",
        "at",
        "on",
        "in",
        "'s",
        "end",
        "old",
        "February",
        "30",
    ];
    prop::collection::vec(prop::sample::select(words.to_vec()), 0..25).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn expressions_lie_in_order_and_days_too(text in word_salad(), narrative: bool, known: bool) {
        let pack = pack();
        let (tokens, times) = pack.expressions(&text);
        let mode = if narrative { Mode::Narrative } else { Mode::News };
        let mut resolver = TimeResolver::new(known.then_some(PUBLISHED), mode);
        let mut at = 0;
        for time in &times {
            prop_assert!(at <= time.tokens.start && time.tokens.start < time.tokens.end);
            prop_assert!(time.tokens.end as usize <= tokens.len());
            for part in time.parts() {
                prop_assert!(time.tokens.start <= part.tokens.start && part.tokens.end <= time.tokens.end);
            }
            let resolved = resolver.resolve(time);
            if let (Some(start), Some(end)) = (resolved.start, resolved.end) {
                prop_assert!(start.date <= end.date, "{} {:?}", text, resolved);
            }
            at = time.tokens.end;
        }
    }

    #[test]
    fn no_text_breaks_the_grammar(text in "[ 0-9a-zA-Z',.:/()-]{0,80}") {
        let pack = pack();
        let (_, times) = pack.expressions(&text);
        let mut resolver = TimeResolver::new(Some(PUBLISHED), Mode::News);
        for time in &times {
            prop_assert!(!resolver.resolve(time).timex.is_empty());
        }
    }
}
