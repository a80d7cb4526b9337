//! How files look after formatting, and that nothing but their look changes.

use super::*;

fn check(text: &str, expected: &str) {
    let formatted = format_toml(text).expect("the text is TOML");
    assert_eq!(formatted, expected);
    assert_eq!(format_toml(&formatted).as_deref(), Ok(expected), "formatted again");
}

#[test]
fn equals_signs_of_a_block_stand_in_a_column() {
    check("id='a'\nstatus   = \"draft\"\n\n\n\nx =1 # why\n", "id     = 'a'\nstatus = \"draft\"\n\nx = 1  # why\n");
    check(
        "# about\n\nid = 'a'\n[cue]\nwords=['b','c' ]\n# more\n[[no]]\ntext = ''",
        "# about\n\nid = 'a'\n\n[cue]\nwords = ['b', 'c']\n\n# more\n[[no]]\ntext = ''\n",
    );
    check("[a.b]\nx = 1\n[a.c]\nlong = {b=1,c = [ 2,3]}\n", "[a.b]\nx = 1\n\n[a.c]\nlong = { b = 1, c = [2, 3] }\n");
}

#[test]
fn lists_are_filled_unless_their_author_began_otherwise() {
    let words: Vec<String> = (10..40).map(|n| format!("\"w{n}\"")).collect();
    let list = words.join(", ");
    let formatted = format_toml(&format!("verb = [{list}]\n")).expect("TOML");
    assert!(formatted.lines().all(|line| line.chars().count() <= WIDTH), "{formatted}");
    assert_eq!(formatted.lines().count(), 4, "{formatted}");
    check("a = [\n  'x',\n  'y'\n]\n", "a = [\n    'x',\n    'y',\n]\n");
    check("a = [ 'x', # why\n 'y' ]\n", "a = [ 'x', # why\n 'y' ]\n");
    check("a = [\n  'x', 'y',\n  'z'\n]\n", "a = [\n    'x', 'y', 'z',\n]\n");
}

#[test]
fn patterns_are_printed() {
    check("[pattern]\nmatch = \"[lemma=rise tag!=NN]   to\"\n", "[pattern]\nmatch = '[lemma=rise & !tag=NN] to'\n");
    check("[pattern]\nmatch = 'a # why'\n", "[pattern]\nmatch = 'a # why'\n");
    check("[frame]\nunless = ['(cardiac)  arrest', \"don't\"]\n", "[frame]\nunless = ['cardiac arrest', \"don't\"]\n");
    check("[yes]\nmatch = 'a  b'\n", "[yes]\nmatch = 'a  b'\n");
    let long = "[lemma=statement|announcement|declaration]";
    check(
        &format!("[pattern]\nmatch = '({long} {long} {long}) | b'\n"),
        &format!("[pattern]\nmatch = '''\n    {long} {long}\n    {long}\n  | b\n'''\n"),
    );
}

#[test]
fn what_is_no_toml_is_said() {
    assert!(format_toml("a = ").is_err());
}

#[test]
fn built_in_rules_mean_the_same_when_formatted() {
    for (pack, source) in dateline::builtin_packs() {
        for (path, bytes) in source.files.iter().filter(|(path, _)| path.rsplit('.').next() == Some("toml")) {
            let text = std::str::from_utf8(bytes).expect("rules are text");
            let formatted = format_toml(text).expect("rules are TOML");
            assert_eq!(format_toml(&formatted).as_ref(), Ok(&formatted), "{pack}/{path}");
            let value = |text: &str| text.parse::<toml::Table>().expect("rules are TOML");
            let (mut before, mut after) = (value(text), value(&formatted));
            for values in [&mut before, &mut after] {
                // Patterns are compared where they are laid out.
                for table in ["pattern", "frame", "macros"] {
                    values.remove(table);
                }
            }
            assert_eq!(before, after, "{pack}/{path}");
        }
    }
}
