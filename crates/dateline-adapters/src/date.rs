//! Dates and times of day as heads write them, in nom over `&str`.
//!
//! Invariant: a date is read or it is not; where day and month could be either and no profile says which, nothing is.

use dateline_core::pack::{self, DateOrder};
use dateline_model::When;
use jiff::civil::{Date, Time};
use nom::branch::alt;
use nom::bytes::complete::{tag, tag_no_case, take_while, take_while_m_n, take_while1};
use nom::character::complete::{char, one_of, satisfy};
use nom::combinator::{map, map_opt, not, opt, recognize, verify};
use nom::sequence::{delimited, preceded, terminated};
use nom::{IResult, Offset, Parser};

use crate::lines::is_gap;

/// Years of two figures from here on belong to the twentieth century.
const CENTURY: i16 = 50;

/// Names of months and weekdays.
#[derive(Debug, Clone, Default)]
pub(crate) struct Calendar {
    /// With their numbers.
    months: Names<i8>,
    weekdays: Names<()>,
}

/// Names, lower-cased, with what they stand for.
#[derive(Debug, Clone, Default)]
struct Names<T> {
    all: Vec<(String, T)>,
    /// By the lower five bits of a name's first letter, those of its second, as bits.
    begins: [u32; 32],
}

impl<T: Copy> Names<T> {
    fn add(&mut self, name: &str, stands_for: T) {
        let name = name.to_lowercase();
        match *name.as_bytes() {
            [first, second, ..] if first.is_ascii() && second.is_ascii() => {
                self.begins[usize::from(first & 31)] |= 1 << (second & 31);
            }
            _ => self.begins = [u32::MAX; 32],
        }
        self.all.push((name, stands_for));
    }

    /// A name can begin like the text, as far as its first two letters tell.
    fn may_begin(&self, text: &[u8]) -> bool {
        match *text {
            [first, second, ..] if first.is_ascii() && second.is_ascii() => {
                self.begins[usize::from(first & 31)] >> (second & 31) & 1 != 0
            }
            // The lower case of a letter outside ASCII may be one inside.
            _ => true,
        }
    }

    fn get(&self, word: &str) -> Option<T> {
        let known = || self.all.iter().find(|(name, _)| same(name, word)).map(|(_, stands_for)| *stands_for);
        self.may_begin(word.as_bytes()).then(known).flatten()
    }
}

impl Calendar {
    /// Adds the names of a profile.
    pub(crate) fn add(&mut self, names: &pack::Calendar) {
        for (month, names) in (1..=12).zip(&names.months) {
            for name in names {
                self.months.add(name, month);
            }
        }
        for name in &names.weekdays {
            self.weekdays.add(name, ());
        }
    }

    /// A date can begin so: with a figure, or with the name of a month.
    pub(crate) fn may_begin(&self, text: &[u8]) -> bool {
        !text.first().is_some_and(u8::is_ascii_alphabetic) || self.months.may_begin(text)
    }

    /// `Nov.`
    fn month<'t>(&self, input: &'t str) -> IResult<&'t str, i8> {
        let number = |word: &str| self.months.get(word);
        terminated(map_opt(take_while1(char::is_alphabetic), number), opt(char('.'))).parse(input)
    }

    /// `Monday`
    pub(crate) fn weekday<'t>(&self, input: &'t str) -> IResult<&'t str, &'t str> {
        let known = |word: &str| self.weekdays.get(word).is_some();
        terminated(verify(take_while1(char::is_alphabetic), known), opt(char('.'))).parse(input)
    }

    /// `Aug. 10`, `10 August`
    pub(crate) fn month_day<'t>(&self, input: &'t str) -> IResult<&'t str, (i8, i8)> {
        let month = |i| self.month(i);
        let month_first = (month, preceded(gap, day));
        let day_first = map((day, preceded(gap, month)), |(day, month)| (month, day));
        terminated(alt((month_first, day_first)), not(satisfy(char::is_alphanumeric))).parse(input)
    }

    /// A day with its year; `None` inside when it could be two.
    pub(crate) fn date<'t>(&self, input: &'t str, order: Option<DateOrder>) -> IResult<&'t str, Option<Date>> {
        let figures = map_opt(figures, |figures| match figures.date(order) {
            Figured::Date(date) => Some(Some(date)),
            Figured::Ambiguous => Some(None),
            Figured::Nonsense => None,
        });
        if input.starts_with(|c: char| c.is_ascii_digit()) {
            alt((map(year_first, Some), figures, map(|i| self.day_first(i), Some))).parse(input)
        } else {
            map(|i| self.month_first(i), Some).parse(input)
        }
    }

    /// `Nov. 23, 2024`, `April, 05, 2023`, `Aug/12/2020`
    fn month_first<'t>(&self, input: &'t str) -> IResult<&'t str, Date> {
        let (rest, month) = self.month(input)?;
        let parted = (preceded(comma, day), preceded(comma, long_year));
        let marked = (preceded(mark, day), preceded(mark, long_year));
        let date = |(day, year)| Date::new(year, month, day).ok();
        alt((map_opt(parted, date), map_opt(marked, date))).parse(rest)
    }

    /// `23 November 2024`, `3 FEB 88`, `12-Aug-2020`
    fn day_first<'t>(&self, input: &'t str) -> IResult<&'t str, Date> {
        let month = |i| self.month(i);
        let (rest, day) = day(input)?;
        // "12th of August 2020"
        let of = recognize((gap, take_while_m_n(2, 2, |c: char| c.is_ascii_lowercase()), take_while1(is_gap)));
        // "17 , March 2022": some pages set a comma behind the day.
        let parted = (preceded(alt((of, comma)), month), preceded(comma, alt((long_year, short_year))));
        let marked = (preceded(mark, month), preceded(mark, long_year));
        let date = |(month, year)| Date::new(year, month, day).ok();
        alt((map_opt(parted, date), map_opt(marked, date))).parse(rest)
    }

    /// The first date of a captured text, with the first time of day beside it.
    pub(crate) fn when(&self, text: &str, order: Option<DateOrder>) -> Option<When> {
        let (at, (rest, date)) = starts(text).find_map(|at| Some((at, self.date(&text[at..], order).ok()?)))?;
        let behind = rest.strip_prefix('T').unwrap_or(rest);
        let time = [behind, &text[..at]]
            .into_iter()
            .find_map(|side| starts(side).find_map(|at| clock(&side[at..]).ok()).map(|(_, time)| time));
        Some(When { date: date?, time })
    }
}

/// Where a word or number of the text begins.
fn starts(text: &str) -> impl Iterator<Item = usize> {
    let mut inside = false;
    text.char_indices().filter_map(move |(at, c)| {
        let begins = c.is_alphanumeric() && !inside;
        inside = c.is_alphanumeric();
        begins.then_some(at)
    })
}

/// Whether the word is the lower-cased name.
fn same(name: &str, word: &str) -> bool {
    name.len() == word.len() && (name.eq_ignore_ascii_case(word) || (!word.is_ascii() && name == word.to_lowercase()))
}

/// A comma with white space around it, or the white space alone.
fn comma(input: &str) -> IResult<&str, &str> {
    recognize((gap, opt(one_of(",،")), gap)).parse(input)
}

/// Between the parts of `12-Aug-2020`.
fn mark(input: &str) -> IResult<&str, char> {
    one_of("-/").parse(input)
}

/// White space inside a line.
fn gap(input: &str) -> IResult<&str, &str> {
    take_while(is_gap).parse(input)
}

fn digits(least: usize, most: usize) -> impl Fn(&str) -> IResult<&str, i16> {
    move |input| {
        map_opt(take_while_m_n(least, most, |c: char| c.is_ascii_digit()), |text: &str| text.parse().ok()).parse(input)
    }
}

/// `2024`; figures may be glued behind it.
fn long_year(input: &str) -> IResult<&str, i16> {
    verify(digits(4, 4), |year| (1800..2200).contains(year)).parse(input)
}

/// `88`; with a long year behind it, it is a day: "GMT+3, June 18, 2025".
fn short_year(input: &str) -> IResult<&str, i16> {
    let year = map(digits(2, 2), |year| if year < CENTURY { 2000 + year } else { 1900 + year });
    let full = (char(','), gap, long_year);
    terminated(year, (not(satisfy(char::is_alphanumeric)), not(full))).parse(input)
}

/// `3`, `03`, `23rd`
fn day(input: &str) -> IResult<&str, i8> {
    let ordinal = take_while_m_n(2, 2, |c: char| c.is_ascii_lowercase());
    let number = map_opt(digits(1, 2), |day| i8::try_from(day).ok().filter(|day| (1..=31).contains(day)));
    terminated(number, opt((ordinal, not(satisfy(char::is_alphabetic))))).parse(input)
}

/// `2024-11-23`
pub(crate) fn iso_date(input: &str) -> IResult<&str, Date> {
    let parts = (digits(4, 4), preceded(char('-'), digits(2, 2)), preceded(char('-'), digits(2, 2)));
    map_opt(parts, |(year, month, day)| civil(year, month, day)).parse(input)
}

/// `2018/10/30`, `2018-10-30`
fn year_first(input: &str) -> IResult<&str, Date> {
    let (rest, year) = long_year(input)?;
    let (rest, sign) = one_of("-/.").parse(rest)?;
    let parts = (digits(1, 2), preceded(char(sign), digits(1, 2)));
    map_opt(parts, |(month, day)| civil(year, month, day)).parse(rest)
}

/// What figures say.
enum Figured {
    Date(Date),
    /// Two days, and nothing tells which.
    Ambiguous,
    Nonsense,
}

/// Two numbers and a year.
struct Figures {
    first: i16,
    second: i16,
    year: i16,
    slashes: bool,
}

impl Figures {
    fn date(&self, order: Option<DateOrder>) -> Figured {
        let day_first = civil(self.year, self.second, self.first);
        let month_first = civil(self.year, self.first, self.second);
        // Points and hyphens are European and day first; with slashes both are common.
        let order = order.or((!self.slashes).then_some(DateOrder::DayFirst));
        match (day_first, month_first, order) {
            (None, None, _) => Figured::Nonsense,
            (Some(date), None, _)
            | (None, Some(date), _)
            | (Some(date), _, Some(DateOrder::DayFirst))
            | (_, Some(date), Some(DateOrder::MonthFirst)) => Figured::Date(date),
            (Some(day_first), Some(month_first), None) if day_first == month_first => Figured::Date(day_first),
            (_, _, None) => Figured::Ambiguous,
        }
    }
}

/// `23/11/2024`, `23.11.2024`, `24-04-2024`
fn figures(input: &str) -> IResult<&str, Figures> {
    let (rest, first) = digits(1, 2)(input)?;
    let (rest, sign) = one_of("/.-").parse(rest)?;
    let (rest, (second, year)) = (digits(1, 2), preceded(char(sign), long_year)).parse(rest)?;
    Ok((rest, Figures { first, second, year, slashes: sign == '/' }))
}

fn civil(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// `12:15`, `12:15:23`, `7:14pm`, `05:40 PM`
pub(crate) fn clock(input: &str) -> IResult<&str, Time> {
    let half = preceded(gap, alt((tag_no_case("am"), tag_no_case("pm"), tag("a.m."), tag("p.m."))));
    let half = terminated(half, not(satisfy(char::is_alphanumeric)));
    let parts = (digits(1, 2), preceded(char(':'), digits(2, 2)), opt(preceded(char(':'), digits(2, 2))), opt(half));
    map_opt(parts, |(hour, minute, second, half): (_, _, _, Option<&str>)| {
        let hour = match half.map(|half| half.starts_with(['p', 'P'])) {
            Some(_) if !(1..=12).contains(&hour) => return None,
            Some(true) => hour % 12 + 12,
            Some(false) => hour % 12,
            None => hour,
        };
        let part = |n| i8::try_from(n).ok();
        Time::new(part(hour)?, part(minute)?, part(second.unwrap_or(0))?, 0).ok()
    })
    .parse(input)
}

/// `GMT+3`, `EDT`, `+0000`, `+00:00`, `Z`
pub(crate) fn zone(input: &str) -> IResult<&str, &str> {
    let letters = take_while_m_n(1, 4, |c: char| c.is_ascii_uppercase());
    let offset = || recognize((one_of("+-"), digits(1, 4), opt((char(':'), digits(2, 2)))));
    let named = recognize((letters, opt(offset())));
    terminated(alt((offset(), named)), not(satisfy(|c| c.is_ascii_lowercase()))).parse(input)
}

/// `2024-12-29 12:15:23`, `2024-12-29T12:15:23+00:00`
pub(crate) fn date_time(input: &str) -> IResult<&str, &str> {
    let fraction = opt((char('.'), take_while1(|c: char| c.is_ascii_digit())));
    let between = alt((tag("T"), delimited(gap, tag("at"), gap), take_while1(is_gap)));
    let (rest, _) = (iso_date, between, clock, fraction, opt(zone)).parse(input)?;
    Ok((rest, &input[..input.offset(rest)]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar() -> Calendar {
        let names = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let months = ["January Jan", "February Feb", "March", "April", "May", "June", "July", "August Aug"];
        let mut calendar = Calendar::default();
        calendar.add(&pack::Calendar { months: months.map(names).to_vec(), weekdays: names("Monday Mon Tuesday") });
        calendar
    }

    fn check(text: &str, order: Option<DateOrder>, expected: &str) {
        let found = calendar().when(text, order).map_or_else(|| "none".to_owned(), |when| when.to_string());
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn dates_in_words_and_figures() {
        check("Aug. 23, 2024", None, "2024-08-23");
        check("23rd August 2024", None, "2024-08-23");
        check("3 FEB 88", None, "1988-02-03");
        check("12-Aug-2020", None, "2020-08-12");
        check("Aug/12/2020", None, "2020-08-12");
        check("August, 12, 2020 - 14:21", None, "2020-08-12T14:21:00");
        check("12th of August 2020", None, "2020-08-12");
        check("Monday 17 , August 2022 17:41", None, "2022-08-17T17:41:00");
        check("5 March، 2016", None, "2016-03-05");
        check("2018/02/09 18:42", None, "2018-02-09T18:42:00");
        check("2024-02-29T12:15:23+00:00", None, "2024-02-29T12:15:23");
        check("2023-02-29", None, "none");
        check("February 13, 202411:42 AM GMT+3", None, "2024-02-13T11:42:00");
        check("4:11 PM GMT+3, June 18, 2025", None, "2025-06-18T16:11:00");
        check("10:47 - 21/05/2023", None, "2023-05-21T10:47:00");
        check("Mon Aug 9, 2015 7:14pm", None, "2015-08-09T19:14:00");
        check("12:05 am, 1 May 2020", None, "2020-05-01T00:05:00");
        check("May 2020", None, "none");
    }

    #[test]
    fn figures_that_could_be_two_days_need_an_order() {
        check("08/03/2021", None, "none");
        check("08/08/2021", None, "2021-08-08");
        check("08/03/2021", Some(DateOrder::DayFirst), "2021-03-08");
        check("08/03/2021", Some(DateOrder::MonthFirst), "2021-08-03");
        check("13/03/2021", Some(DateOrder::MonthFirst), "2021-03-13");
        check("28.03.2022", None, "2022-03-28");
        check("08.03.2022", None, "2022-03-08");
    }
}
