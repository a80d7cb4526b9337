//! The table of `docs/measured.md`: our figures beside what others have published, and the floors that we set ourselves.
//!
//! Invariant: a row a figure that is measured, in the order of the sets.

use super::Figure;

/// A published figure, or the least that ours should be.
struct Beside {
    set: &'static str,
    figure: &'static str,
    floor: Option<f64>,
    published: &'static str,
}

const fn beside(set: &'static str, figure: &'static str, floor: Option<f64>, published: &'static str) -> Beside {
    Beside { set, figure, floor, published }
}

const KNOWN: &[Beside] = &[
    beside("syntax_gum", "sentence_f1", Some(95.0), ""),
    beside("syntax_gum", "token_f1", Some(99.0), ""),
    beside("syntax_gum", "upos_accuracy", Some(95.0), "96–98 for trained taggers on such English"),
    beside("syntax_gum", "verb_f1", Some(94.0), ""),
    beside("syntax_gum", "noun_f1", Some(94.0), ""),
    beside("syntax_gum", "proper_noun_f1", Some(94.0), ""),
    beside("syntax_gum", "noun_group_f1", Some(92.0), "90–93 for rule chunkers on newswire"),
    beside("syntax_gum", "argument_f1", Some(85.0), ""),
    beside("syntax_gum", "link_f1", Some(80.0), ""),
    beside("time_gum", "overlap_f1", Some(90.0), ""),
    beside("time_gum", "value_f1", Some(75.0), ""),
    beside("time_wikiwars", "strict_f1", Some(84.0), "80.8 SynTime"),
    beside("time_wikiwars", "overlap_f1", Some(95.0), "94.3 SynTime"),
    beside("time_wikiwars", "value_f1", Some(80.0), ""),
    beside("time_timenorm_phrases", "right", Some(70.0), ""),
    beside("names_persons_ofac", "alias_f1", Some(90.0), ""),
    beside("names_places_geonames", "variant_f1", Some(90.0), ""),
    beside("geo_ucdp_places", "found", Some(77.0), "67 plain lookup"),
    beside("geo_ucdp_places", "within_10km", Some(73.0), "63 plain lookup"),
    beside("geo_geovirus", "recognition_f1", Some(75.0), ""),
    beside("geo_geovirus", "within_161km", Some(85.0), "82 CamCoder, 79 CLAVIN, 80 by population, all given the names"),
    beside("geo_trnews", "within_161km", None, "87.3 Mordecai 3, given the names"),
    beside("geo_gwn", "within_161km", None, "94.1 Mordecai 3, given the names"),
    beside("quotes_gum", "span_f1", Some(75.0), "83.7 GenderGapTracker on its own news"),
    beside("quotes_gum", "speaker_accuracy", Some(85.0), "86.5 GenderGapTracker on its own news"),
];

/// The table in Markdown; `unseen` are the same figures with the other tagger model, if there is one.
pub(super) fn markdown(results: &[(&str, Vec<Figure>)], unseen: Option<&[(&str, Vec<Figure>)]>) -> String {
    let mut out = String::new();
    let mut row = |cells: [&str; 6]| {
        let kept = cells.iter().enumerate().filter(|(i, _)| *i != 3 || unseen.is_some());
        let cells: Vec<&str> = kept.map(|(_, cell)| *cell).collect();
        out.push_str(&format!("| {} |\n", cells.join(" | ")).replace("  |", " |"));
    };
    row(["set", "figure", "ours", "unseen", "floor", "published"]);
    row(["---", "---", "---:", "---:", "---:", "---"]);
    for (at, (set, figures)) in results.iter().enumerate() {
        let other = unseen.map(|all| &all[at].1);
        for (number, (figure, value)) in figures.iter().enumerate() {
            let known = KNOWN.iter().find(|k| k.set == *set && k.figure == *figure);
            let other = other.map(|figures| figures[number].1).filter(|o| (o - value).abs() >= 0.005);
            let told = |number: Option<f64>| number.map_or_else(String::new, |n| format!("{n:.2}"));
            let floor = known.and_then(|k| k.floor).map_or_else(String::new, |f| format!("{f:.0}"));
            let published = known.map_or("", |k| k.published);
            let (set, figure) = (format!("`{set}`"), format!("`{figure}`"));
            row([&set, &figure, &told(Some(*value)), &told(other), &floor, published]);
        }
    }
    out
}
