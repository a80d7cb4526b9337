//! How articles are taken apart: heads, bodies, relays, and what no text may break.

mod common;

use std::fmt::Write;

use common::{adapters, check_blocks, compile, compile_with};
use dateline_adapters::{Adapter, Score};
use dateline_model::{Article, BlockKind, RawDocument};
use proptest::prelude::*;

/// The head fields and the blocks of a text: one line each, the kind and the beginning of a block.
fn shape(text: &str) -> String {
    let document = RawDocument::new("test", text);
    let adapters = adapters();
    let article = adapters.read(&document);
    check_blocks(&article);
    let field = |name: &str, value: Option<String>| value.map(|value| format!("{name}={value} ")).unwrap_or_default();
    let slice = |span: dateline_model::ByteSpan| span.slice(article.text).to_owned();
    let mut out = field("outlet", article.outlet.clone())
        + &field("published", article.published.map(|when| when.to_string()))
        + &field("byline", article.byline.map(slice))
        + &field("dateline", article.dateline.map(|dateline| slice(dateline.span)));
    out.truncate(out.trim_end().len());
    for block in &article.blocks {
        let text: String = block.span.slice(article.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let start: String = text.chars().take(48).collect();
        write!(out, "\n{:?}: {}", block.kind, start.trim_end()).expect("a string takes it");
    }
    out.trim_start().to_owned()
}

fn check(text: &str, expected: &str) {
    assert_eq!(shape(text), expected.trim_start_matches('\n').trim_end());
}

/// A sentence long enough to be running text.
const BODY: &str =
    "Two farmers found a rusty mortar shell beside the canal on Monday, and the police took it away, an officer said.";

#[test]
fn a_stamp_is_the_day_and_the_first_of_two_counts() {
    check(
        &format!(" date 2023-02-03 date 2023-02-05 {BODY}"),
        &format!("published=2023-02-03\nHead: date 2023-02-03\nHead: date 2023-02-05\nParagraph: {}", &BODY[..48]),
    );
}

#[test]
fn a_repeated_headline_is_boilerplate() {
    check(
        &format!("Farmers find old shell near canal\n\nFarmers find OLD shell  near canal\n\n{BODY}"),
        &format!(
            "\nHeadline: Farmers find old shell near canal\nBoilerplate: Farmers find OLD shell near canal\nParagraph: {}",
            &BODY[..48]
        ),
    );
}

#[test]
fn a_wire_names_its_house_in_the_dateline() {
    check(
        &format!("BAQUBA, Iraq, Feb. 3, 2020 (Xinhua) -- {BODY}\nEnditem\nAnother headline of the day"),
        &format!(
            "outlet=xinhua published=2020-02-03 dateline=BAQUBA\nHead: BAQUBA, Iraq, Feb. 3, 2020 (Xinhua) --\nParagraph: \
             {}\nBoilerplate: Enditem\nBoilerplate: Another headline of the day",
            &BODY[..48]
        ),
    );
    check(
        &format!("Diyala ( IraqiNews.com) – {BODY}"),
        &format!("outlet=iraqi-news dateline=Diyala\nHead: Diyala ( IraqiNews.com) –\nParagraph: {}", &BODY[..48]),
    );
}

#[test]
fn head_section_deck_caption_and_byline() {
    check(
        &format!(
            "Security\nFarmers find old shell near canal\nauthor_image Nasrin Omar\n2021/02/03 18:42\nThe shell was a \
             relic of an old war, the police said.\nA police van near the canal. (Photo: Police)\n\nERBIL (Kurdistan 24) – \
             {BODY}\n\nRead More: Another shell is found"
        ),
        &format!(
            "
outlet=kurdistan-24 published=2021-02-03T18:42:00 byline=Nasrin Omar dateline=ERBIL
Boilerplate: Security
Headline: Farmers find old shell near canal
Head: author_image Nasrin Omar 2021/02/03 18:42
Subhead: The shell was a relic of an old war, the police
Boilerplate: A police van near the canal. (Photo: Police)
Head: ERBIL (Kurdistan 24) –
Paragraph: {}
Boilerplate: Read More: Another shell is found",
            &BODY[..48]
        ),
    );
}

#[test]
fn wires_in_capitals_with_the_day_in_the_dateline() {
    check(
        "DEV-X1-0001 (NOSC)\n\n   LIMA (PERU), 3 FEB 88 (DOMESTIC SERVICE) -- [TEXT] TWO FARMERS FOUND A\nRUSTY SHELL \
         BESIDE THE CANAL.  THE POLICE TOOK IT AWAY THE SAME\nEVENING.\n\n   NOBODY WAS HURT, THE MAYOR SAID, AND THE \
         CANAL WAS OPENED FOR\nBOATS AGAIN.\n",
        "
published=1988-02-03 dateline=LIMA
Head: DEV-X1-0001 (NOSC)
Head: LIMA (PERU), 3 FEB 88 (DOMESTIC SERVICE) -- [TEX
Paragraph: TWO FARMERS FOUND A RUSTY SHELL BESIDE THE CANAL
Paragraph: NOBODY WAS HURT, THE MAYOR SAID, AND THE CANAL W",
    );
}

#[test]
fn sub_headings_lists_and_cut_lines() {
    check(
        &format!(
            "{BODY}\n\nWhat was found\n\n• two shells\n• one old helmet\n\n'Nobody was hurt'\n\n{}\n.\n\nThe mayor said:\n\n\
             “We thank the farmers.”",
            BODY.trim_end_matches('.').replace("Two", "Three")
        ),
        &format!(
            "
\nParagraph: {}\nSubhead: What was found\nListItem: • two shells\nListItem: • one old helmet\nSubhead: 'Nobody was hurt'
Paragraph: Three{}\nParagraph: The mayor said:\nParagraph: “We thank the farmers.”",
            &BODY[..48],
            &BODY[3..45]
        )
        .replacen('\n', "", 1),
    );
}

#[test]
fn relays_are_told_by_the_text() {
    let outlet = |text: String| {
        let document = RawDocument::new("test", text);
        adapters().read(&document).outlet
    };
    // Said once in running text, a house's name proves nothing; a line of its own does.
    assert_eq!(outlet(format!("Farmers find old shell\n\n{BODY} He told AFP so.")), None);
    assert_eq!(
        outlet(format!("Farmers find old shell\n\n{BODY} He told AFP so.\n\nSource: Rudaw")).as_deref(),
        Some("rudaw")
    );
    assert_eq!(
        outlet(format!("Shafaq News/ {BODY} He told AFP so. Another told AFP more.\n\nSource: AFP")).as_deref(),
        Some("shafaq-news")
    );
    assert_eq!(
        outlet(format!("{BODY} He told North Press so. The mayor told North Press more.")).as_deref(),
        Some("north-press")
    );
}

#[test]
fn a_house_is_told_by_what_is_its_own() {
    let outlet = |text: String| {
        let document = RawDocument::new("test", text);
        adapters().read(&document).outlet
    };
    // Any site may say how long an article takes to read.
    assert_eq!(outlet(format!("Farmers find old shell\n\nBy Omar Ali\n2 min read\n\n{BODY}")), None);
    // The house that wrote comes before those that it used, whatever they always write.
    let notice = "Turkish authorities use the term neutralize for those who gave themselves up.";
    assert_eq!(
        outlet(format!("Farmers find old shell\n\nBY DAILY SABAH WITH AA\n\n{BODY}\n\n{notice}")).as_deref(),
        Some("daily-sabah")
    );
    // Whose photo it is tells nothing.
    assert_eq!(outlet(format!("Farmers find old shell\n\nPhoto: AFP\n\n{BODY}")), None);
    assert_eq!(outlet(format!("Farmers find old shell\n\nA shell by a canal. (Omar Ali / AFP)\n\n{BODY}")), None);
    assert_eq!(outlet(format!("Farmers find old shell\n\nReuters/Omar Ali\n\n{BODY}")), None);
    // As much speaks for the one as for the other.
    let two = "The mayor told Rudaw so. The mayor told AFP so. Others told Rudaw more. Others told AFP more.";
    assert_eq!(outlet(format!("Farmers find old shell\n\n{BODY}\n\n{two}")), None);
}

#[test]
fn heads_of_all_kinds() {
    let table = [
        ("By Nasrin Omar June 2, 2022 Reading Time: 2 mins read", "published=2022-06-02 byline=Nasrin Omar"),
        ("by Nasrin Omar\nJune 2, 2022\nin News, Security\n0", "published=2022-06-02 byline=Nasrin Omar"),
        ("By: Nasrin Omar | Published: 2 June 2022 09:33 IST", "published=2022-06-02T09:33:00 byline=Nasrin Omar"),
        ("By\nNasrin Omar\nJune 2, 2022 3:45 PM\n3 Min Read", "published=2022-06-02T15:45:00 byline=Nasrin Omar"),
        ("First published: Thu 2 Jun 2022", "published=2022-06-02"),
        ("02 June 2022 | 14:05 | News desk", "published=2022-06-02T14:05:00"),
        ("June, 02, 2022 - 14:21", "published=2022-06-02T14:21:00"),
        (
            "by Naharnet Newsdesk 02 June 2022, 14:37",
            "outlet=naharnet published=2022-06-02T14:37:00 byline=Naharnet Newsdesk",
        ),
        ("Ahram Online , Thursday 2 Jun 2022", "outlet=ahram-online published=2022-06-02"),
        ("Iran International Newsroom", "outlet=iran-international"),
        ("Shafaq News – Baghdad/ Erbil", "outlet=shafaq-news dateline=Baghdad"),
        ("Abu Dhabi - Sky News Arabia", "outlet=sky-news-arabia dateline=Abu Dhabi"),
        (
            "June 2, 2022 09:33 pm | Updated 10:11 pm IST - SRINAGAR",
            "outlet=hindu published=2022-06-02T21:33:00 dateline=SRINAGAR",
        ),
        (
            "BEIRUT, LEBANON (3:40 P.M.) – Nobody was hurt when the shell was found beside the canal.",
            "outlet=al-masdar dateline=BEIRUT",
        ),
        (
            "TEHRAN, Jun. 02 (MNA) – Nobody was hurt when the shell was found beside the canal.",
            "outlet=mehr dateline=TEHRAN",
        ),
        (
            "Gaya (Bihar) [India], June 2 (ANI): Nobody was hurt when the shell was found there.",
            "outlet=ani dateline=Gaya",
        ),
        (
            "Mogadishu (HOL) - Nobody was hurt when the shell was found beside the canal.",
            "outlet=hiiraan dateline=Mogadishu",
        ),
    ];
    for (head, expected) in table {
        let found = shape(&format!("Farmers find old shell near canal\n\n{head}\n\n{BODY}"));
        assert_eq!(found.lines().next(), Some(expected), "{head}");
        assert!(!found.contains("Paragraph: By") && !found.contains("Paragraph: 0"), "{found}");
    }
}

#[test]
fn a_town_before_a_headline_is_no_dateline() {
    check(
        &format!("KARACHI: Farmers find old shell near canal\n\nJune 2, 2022\n\nQUETTA: {BODY}"),
        &format!(
            "\npublished=2022-06-02 dateline=QUETTA\nHeadline: KARACHI: Farmers find old shell near canal\nHead: June 2, 2022\n\
             Head: QUETTA:\nParagraph: {}",
            &BODY[..48]
        ),
    );
}

#[test]
fn a_town_on_a_line_of_its_own_ends_the_head() {
    check(
        &format!("Farmers find old shell near canal\n\nJune 2, 2022\n\nNasrin Omar\n\nERBIL, IRAQ —\n\n{BODY}"),
        &format!(
            "\npublished=2022-06-02 dateline=ERBIL\nHeadline: Farmers find old shell near canal\nHead: June 2, 2022\n\
             Boilerplate: Nasrin Omar\nHead: ERBIL, IRAQ —\nParagraph: {}",
            &BODY[..48]
        ),
    );
}

#[test]
fn a_house_names_itself_below_the_text() {
    let outlet = |text: String| {
        let document = RawDocument::new("test", text);
        adapters().read(&document).outlet
    };
    let signed = BODY.trim_end_matches('.');
    assert_eq!(outlet(format!("Farmers find old shell\n\n{signed}. (PNA)")).as_deref(), Some("pna"));
    assert_eq!(outlet(format!("Farmers find old shell\n\n{signed}. – Rappler.com")).as_deref(), Some("rappler"));
    // A caption's credit stands above the last paragraph.
    assert_eq!(outlet(format!("Farmers find old shell\n\n{signed} (AFP)\n\n{BODY}")), None);
}

#[test]
fn the_container_gives_the_day_unless_the_profile_trusts_the_head() {
    let published = |extra: &str| {
        let file = format!(
            "[outlet]\nid = 'test-wire'\nname = 'Test Wire'\n{extra}\nhead = ['@published:<isodate> <house> <dash>']"
        );
        let (adapters, found) = compile(&[("test-wire.toml", &file)]);
        assert_eq!(found, []);
        let mut document = RawDocument::new("test", format!("2020-02-03 Test Wire - {BODY}"));
        document.published = "2020-02-09".parse().ok();
        adapters.read(&document).published.map(|when| when.to_string())
    };
    assert_eq!(published("").as_deref(), Some("2020-02-09"));
    assert_eq!(published("date_from = 'head'").as_deref(), Some("2020-02-03"));
}

#[test]
fn mistakes_in_a_form_are_reported_at_their_place() {
    let file = "[outlet]\nid = 'test-wire'\nname = 'Test Wire'\nhead = ['@dateline:<plase> <dash>', '<house> \"/\"']\n";
    let (adapters, found) = compile(&[("test-wire.toml", file)]);
    assert_eq!(found.len(), 1);
    assert_eq!((&*found[0].code, &file[found[0].spot.bytes.clone()]), ("unknown-class", "plase"));
    assert_eq!(found[0].help.as_deref(), Some("did you mean `place`?"));
    let document = RawDocument::new("test", format!("Test Wire/ {BODY}"));
    assert_eq!(adapters.read(&document).outlet.as_deref(), Some("test-wire"), "the other form still works");

    let (_, found) = compile(&[("again.toml", "[outlet]\nid = 'rudaw'\nname = 'Rudaw again'")]);
    assert_eq!(found.iter().map(|d| &*d.code).collect::<Vec<_>>(), ["outlet-twice"]);
}

#[test]
fn a_medium_of_a_lexicon_is_a_house() {
    let media = "[lexicon]\nid = 'mine'\ntype = 'media'\nnames = true\nsource = 'test'\nentry = [\n{ id = 'test-wire', name = \
                 'Test Wire', country = 'iq' },\n{ id = 'rudaw-net', name = 'Rudaw' },\n]\n";
    let (adapters, found) = compile(&[("media-mine.toml", media)]);
    assert_eq!(found.iter().map(|d| &*d.code).collect::<Vec<_>>(), ["house-renamed"]);
    let document = RawDocument::new("test", format!("Farmers find old shell\n\nBy TEST WIRE staff\n\n{BODY}"));
    let article = adapters.read(&document);
    assert_eq!((article.outlet.as_deref(), article.country.as_deref()), (Some("test-wire"), Some("IQ")));
}

#[test]
fn an_adapter_in_rust_takes_what_it_is_surest_of() {
    struct Ledger;
    impl Adapter for Ledger {
        fn name(&self) -> &'static str {
            "ledger"
        }
        fn recognise(&self, document: &RawDocument) -> Score {
            if document.text.starts_with("LEDGER") { Score(100) } else { Score::NONE }
        }
        fn read<'t>(&self, document: &'t RawDocument) -> Article<'t> {
            let plain = Article::of_one(&document.id, &document.text, BlockKind::Paragraph);
            Article { outlet: Some("ledger".to_owned()), ..plain }
        }
    }
    let (adapters, found) = compile_with(&[], vec![Box::new(Ledger)]);
    assert_eq!(found, []);
    let read = |text: &str| {
        let document = RawDocument::new("test", text);
        adapters.read(&document).outlet
    };
    assert_eq!(read("LEDGER of the day").as_deref(), Some("ledger"));
    assert_eq!(read(&format!("Shafaq News/ {BODY}")).as_deref(), Some("shafaq-news"));
}

#[test]
fn long_texts_in_one_line_or_in_many() {
    let adapters = adapters();
    for text in
        ["x ".repeat(5_000_000), "The AP told AFP. ".repeat(120_000), "a\n".repeat(500_000), "(".repeat(2_000_000)]
    {
        let document = RawDocument::new("long", text);
        check_blocks(&adapters.read(&document));
    }
}

fn pieces() -> impl Strategy<Value = String> {
    let house = prop::sample::select(vec![
        " date 2024-01-02 ",
        "Shafaq News/ ",
        "BAGHDAD (AP) — ",
        "Source: Rudaw",
        "Comments\n",
        "\n\n",
        "\r\n",
        "• ",
        "- ",
        "Farmers find old shell near canal\n",
        "By Omar Ali\n",
        "08/03/2021\n",
        "(Photo: AFP)\n",
        "told AFP",
        "\u{feff}",
        BODY,
    ]);
    let piece = prop_oneof![3 => house.prop_map(str::to_owned), 1 => "(\\PC|[\n\r\t \0•😀-]){0,40}"];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

#[test]
fn blocks_cover_any_text() {
    let adapters = adapters();
    let mut runner = proptest::test_runner::TestRunner::default();
    runner
        .run(&pieces(), |text| {
            let document = RawDocument::new("any", text);
            check_blocks(&adapters.read(&document));
            Ok(())
        })
        .expect("every text is covered");
}
