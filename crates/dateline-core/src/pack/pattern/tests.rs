//! What patterns mean to the parser, what it says of mistakes, and that printing loses nothing.

use std::fmt::Write;

use proptest::prelude::*;

use super::*;
use crate::pack::Diagnostic;

/// Patterns with the mistakes found in them, each under its place.
pub(crate) fn render(pattern: &str, found: &[Diagnostic]) -> String {
    let mut out = format!("{pattern}\n");
    for d in found {
        let column = pattern[..d.spot.bytes.start].chars().count();
        let width = pattern[d.spot.bytes.clone()].chars().count().max(1);
        let (indent, mark) = (" ".repeat(column), "^".repeat(width));
        writeln!(out, "{indent}{mark} {}: {} [{}]", d.title, d.label, d.code).unwrap();
        if let Some(help) = &d.help {
            writeln!(out, "  help: {help}").unwrap();
        }
    }
    out
}

fn mistakes(patterns: &[&str]) -> String {
    patterns.iter().map(|p| render(p, &parse(p, &Origin::whole("t", p)).1)).collect()
}

/// Reads and prints.
fn check(pattern: &str, printed: &str) {
    let (node, found) = parse(pattern, &Origin::whole("t", pattern));
    assert_eq!(found, [], "{pattern}");
    assert_eq!(node.to_string(), printed);
}

#[test]
fn every_construct_is_read_and_printed() {
    check(r#" Police   "ISIS" /IED.*/ [] "#, r#"Police "ISIS" /IED.*/ []"#);
    check("[lemma=rise|climb tag!=VBG] to", "[lemma=rise|climb & !tag=VBG] to");
    check(
        "[tag=NN & !lemma=man | (type=person | word=a) & case=title]",
        "[tag=NN & !lemma=man | (type=person | word=a) & case=title]",
    );
    check(r#"[tag="PRP$"|/VB.*/ | shape="d:d"]"#, r#"[tag="PRP$"|/VB.*/ | shape="d:d"]"#);
    check("a? b*? c+ d{2} e{2,} f{2,3}? g{0,1} h{1,}", "a? b*? c+ d{2} e{2,} f{2,3}? g? h+");
    check("a ..{0,4} b ..{2,3}? c ..{2}", "a ..{0,4} b ..{2,3}? c ..{2}");
    check("(a) (b c)? ((d | e) f)", "a (b c)? ((d | e) f)");
    check("(?= a b) (?! a) (?<= a) (?<! a | b)", "(?= a b) (?! a) (?<= a) (?<! a | b)");
    check("^sentence a $clause ^block", "^sentence a $clause ^block");
    check("@n:count @x[tag=CD]? @y:place(a b) @z\"A\"", "@n:count @x[tag=CD]? @y:place(a b) @z\"A\"");
    check("<toll> <toll rise (a b) [tag=NN]?> $1 [lemma=$2]", "<toll> <toll rise (a b) [tag=NN]?> $1 [lemma=$2]");
    check("U.S. al-Hakim don't 3,000 12:15 , ;", "U.S. al-Hakim don't 3,000 12:15 , ;");
    check("a # not this ( \n b", "a b");
    check("[group=noun head.type=person]", "[group=noun & head.type=person]");
    check("[lex=places/iraq|b & entity=iq.kirkuk]", "[lex=places/iraq|b & entity=iq.kirkuk]");
    check(r#"/a\/b\d/ "x\"y\\" [word=/[a-z]/]"#, r#"/a\/b\d/ "x\"y\\" [word=/[a-z]/]"#);
}

#[test]
fn what_touches_a_capture_is_captured() {
    let (node, _) = parse("@a:place[] @a:place []", &Origin::whole("t", ""));
    let NodeKind::Seq(parts) = node.kind else { panic!() };
    let bodies: Vec<bool> =
        parts.iter().map(|p| matches!(&p.kind, NodeKind::Capture(Capture { body: Some(_), .. }))).collect();
    assert_eq!(bodies, [true, false, false]);
}

#[test]
fn mistakes_of_words_and_marks() {
    insta::assert_snapshot!(mistakes(&["", "# only a remark", "a = b \\d", "a . b ... c .. d ..* e ..{2,}", "a) b] c> d", "\"\" //", "say \"no"]), @r#"
    ^ the pattern is empty: nothing here [empty-pattern]
      help: write what to look for
    # only a remark
    ^^^^^^^^^^^^^^^ the pattern is empty: nothing here [empty-pattern]
      help: write what to look for
    a = b \d
      ^ `=` means nothing here: this mark [unexpected-mark]
      help: `=` belongs between square brackets, as in [tag=NN & !lemma=man]
          ^ `\` means nothing here: this mark [unexpected-mark]
      help: put words with unusual marks in double quotes
    a . b ... c .. d ..* e ..{2,}
      ^ `.` means nothing here: this mark [unexpected-mark]
      help: write "." to look for the mark itself, or ..{0,4} for a gap
          ^^^ a gap must say how many words it may hold: no limit [unbounded-gap]
      help: write ..{0,4} for up to four words
                ^^ a gap must say how many words it may hold: no limit [unbounded-gap]
      help: write ..{0,4} for up to four words
                     ^^^ a gap must say how many words it may hold: no limit [unbounded-gap]
      help: write ..{0,4} for up to four words
                           ^^^^^^ a gap must say how many words it may hold: no limit [unbounded-gap]
      help: write ..{0,4} for up to four words
    a) b] c> d
     ^ `)` closes nothing: no bracket is open here [unexpected-mark]
      help: remove it, or write ")" to look for the mark itself
        ^ `]` closes nothing: no bracket is open here [unexpected-mark]
      help: remove it, or write "]" to look for the mark itself
           ^ `>` closes nothing: no bracket is open here [unexpected-mark]
      help: remove it, or write ">" to look for the mark itself
    "" //
    ^^ there is nothing to look for: empty [empty-quotes]
      help: put something inside, or remove it
       ^^ there is nothing to look for: empty [empty-quotes]
      help: put something inside, or remove it
    say "no
        ^ `"` is missing: opened here [unclosed]
      help: close it with `"`
    "#);
}

#[test]
fn mistakes_of_brackets() {
    insta::assert_snapshot!(mistakes(&["(a b", "a () b", "(a ] b)", "a | | b", "| a", "(a |)", "(?:a) (?<name>b)", "(?= ) a"]), @r#"
    (a b
    ^ `)` is missing: opened here [unclosed]
      help: close it with `)`
    a () b
      ^^ the brackets hold nothing: empty [empty-group]
      help: put something inside, or remove it
    (a ] b)
       ^ `]` closes nothing: no bracket is open here [unexpected-mark]
      help: remove it, or write "]" to look for the mark itself
    a | | b
        ^ one side of `|` is empty: nothing to choose here [empty-branch]
      help: to allow nothing at all, write the rest as ( … )?
    | a
    ^ one side of `|` is empty: nothing to choose here [empty-branch]
      help: to allow nothing at all, write the rest as ( … )?
    (a |)
       ^ one side of `|` is empty: nothing to choose here [empty-branch]
      help: to allow nothing at all, write the rest as ( … )?
    (?:a) (?<name>b)
    ^^^ there is no such bracket: `(?` opens a look around [unknown-bracket]
      help: write (?= …), (?! …), (?<= …) or (?<! …); a capture is written @name( … )
          ^^^^^^^^ there is no such bracket: `(?` opens a look around [unknown-bracket]
      help: write (?= …), (?! …), (?<= …) or (?<! …); a capture is written @name( … )
    (?= ) a
    ^^^^^ the brackets hold nothing: empty [empty-group]
      help: put something inside, or remove it
    "#);
}

#[test]
fn mistakes_of_quantifiers() {
    insta::assert_snapshot!(mistakes(&["* a ?", "a ? b", "a?* b+{2}", "a{x} b{3,2} c{0} d{,4} e{1,999}"]), @r"
    * a ?
    ^ there is nothing to repeat: this quantifier stands alone [dangling-quantifier]
      help: write it directly behind what it repeats, without a space
        ^ there is nothing to repeat: this quantifier stands alone [dangling-quantifier]
      help: write it directly behind what it repeats, without a space
    a ? b
      ^ there is nothing to repeat: this quantifier stands alone [dangling-quantifier]
      help: write it directly behind what it repeats, without a space
    a?* b+{2}
      ^ two quantifiers stand together: the second one [double-quantifier]
      help: keep one, or put brackets around the first with what it repeats
          ^^^ two quantifiers stand together: the second one [double-quantifier]
      help: keep one, or put brackets around the first with what it repeats
    a{x} b{3,2} c{0} d{,4} e{1,999}
     ^^^ this is no count: in these braces [bad-count]
      help: write {3}, {2,} or {0,4}
          ^^^^^ the least is more than the most: this count [bad-count]
      help: write {2,3}
                 ^^^ repeated no times, it is nothing: this count [bad-count]
      help: remove it with its step
                      ^^^^ this is no count: in these braces [bad-count]
      help: write {3}, {2,} or {0,4}
                            ^^^^^^^ a count can be at most 255: too many [bad-count]
      help: a sentence is shorter
    ");
}

#[test]
fn mistakes_of_steps() {
    insta::assert_snapshot!(mistakes(&[
        "[lema=kill] [person] [=a] [lemma=] [lemma= | tag=NN]",
        "[lemma=kill, tag=NN] [lemma=kill & ]",
        "[lemma=kill (a b) [tag=NN]",
        "[word=\"a] b",
        "[(tag=NN] [head.size=2] [lemma=$clause]",
    ]), @r#"
    [lema=kill] [person] [=a] [lemma=] [lemma= | tag=NN]
     ^^^^ `lema` is no attribute: unknown [unknown-attribute]
      help: did you mean `lemma`?
                 ^^^^^^ `person` asks for nothing: no value [no-value]
      help: write an attribute and a value, as in [word=person]
                          ^^ an attribute is missing: here [no-attribute]
      help: write an attribute with a value, as in lemma=kill
                               ^^^^^^ `lemma` asks for nothing: no value [no-value]
      help: write a value behind it, as in lemma=…
                                        ^^^^^^ `lemma` asks for nothing: no value [no-value]
      help: write a value behind it, as in lemma=…
    [lemma=kill, tag=NN] [lemma=kill & ]
               ^^^^^^^^ this cannot be read: inside square brackets [unexpected-mark]
      help: write attribute=value, joined by & or |, as in [lemma=kill & tag=VBD]
                                       ^ an attribute is missing: here [no-attribute]
      help: write an attribute with a value, as in lemma=kill
    [lemma=kill (a b) [tag=NN]
    ^ `]` is missing: opened here [unclosed]
      help: close it with `]`
    [word="a] b
    ^ `"` is missing: opened here [unclosed]
      help: close it with `"`
    [(tag=NN] [head.size=2] [lemma=$clause]
     ^ `)` is missing: opened here [unclosed]
      help: close it with `)`
               ^^^^^^^^^ `size` is no attribute: unknown [unknown-attribute]
      help: known are lemma, tag, word, shape, case, lex, type, entity, group, voice, tense, negated, is
                                   ^^^^^^^ an anchor is no value: this [no-value]
      help: write a word, "text", /regex/ or a parameter such as $1
    "#);
}

#[test]
fn mistakes_of_names() {
    insta::assert_snapshot!(mistakes(&["^sentense a $ ^", "@ @x @x: @x a", "<> <toll a", "$0 $12"]), @r#"
    ^sentense a $ ^
    ^^^^^^^^^ `sentense` has no start and end: this place [unknown-anchor]
      help: did you mean `sentence`?
                ^ `$` must say of what: this place [unknown-anchor]
      help: write $clause, $sentence or $block
                  ^ `^` must say of what: this place [unknown-anchor]
      help: write ^clause, ^sentence or ^block
    @ @x @x: @x a
    ^ `@` must say which role: no name [no-role]
      help: write @agent, @count or another role directly behind it
      ^^ `@x` captures nothing: nothing touches it [bare-capture]
      help: write it directly before brackets, as in @count[tag=CD], or give it a type, as in @place:place
           ^ `:` must say which type: no name [no-type]
      help: write a type directly behind the colon, or remove the colon
             ^^ `@x` captures nothing: nothing touches it [bare-capture]
      help: write it directly before brackets, as in @count[tag=CD], or give it a type, as in @place:place
    <> <toll a
    ^ `<` must say which macro: no name [no-macro]
      help: write the macro's name directly behind `<`; for the mark itself write "<"
     ^ `>` closes nothing: no bracket is open here [unexpected-mark]
      help: remove it, or write ">" to look for the mark itself
       ^^^^^ `>` is missing: opened here [unclosed]
      help: close it with `>`
    $0 $12
    ^^ there is no such parameter: this one [bad-parameter]
      help: the first argument is $1, the last $9
       ^^^ there is no such parameter: this one [bad-parameter]
      help: the first argument is $1, the last $9
    "#);
}

#[test]
fn places_in_the_file_are_exact() {
    let check = |source: &str, expected: &str| {
        let table: std::collections::BTreeMap<String, toml::Spanned<String>> = toml::from_str(source).unwrap();
        let value = &table["match"];
        let (_, found) = parse(value.get_ref(), &Origin::new("f", source, value.span()));
        assert_eq!(&source[found[0].spot.bytes.clone()], expected);
    };
    check("match = '[lema=a]'", "lema");
    check("match = '''[lema=a]'''", "lema");
    check("match = '''\n  a [lema=a]'''", "lema");
    check("match = '''\r\n  a [lema=a]'''", "lema");
    check("match = \"[lema=a]\"", "lema");
    check("match = \"\\ta [lema=a]\"", "\"\\ta [lema=a]\"");
}

#[test]
fn brackets_without_end_are_refused() {
    for open in ["(", "[(", "[!", "@a(", "<m ", "(?= "] {
        let (_, found) = parse(&open.repeat(5000), &Origin::whole("t", ""));
        assert!(!found.is_empty(), "{open}");
    }
}

fn word() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["police", "U.S.", "al-Hakim", "3,000", "don't", "é", "head", "lemma", "a"])
        .prop_map(str::to_owned)
}

fn text() -> impl Strategy<Value = String> {
    "[a-z\"\\\\/\\[\\]()|?.é$=]{1,6}"
}

fn repeat() -> impl Strategy<Value = Repeat> {
    (0u32..4, prop::option::of(0u32..4), any::<bool>()).prop_map(|(min, more, lazy)| {
        let max = more.map(|more| (min + more).max(1));
        Repeat { min, max, lazy }
    })
}

/// A regex as the parser can make it: a backslash protects what follows, and never the slash.
fn regex() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(vec!["a", "[a-z]", "\\d", "/", ".*", "\\\\", "\"", "(b|c)"]), 1..4)
        .prop_map(|parts| parts.concat())
}

fn value() -> impl Strategy<Value = Value> {
    let kind = prop_oneof![
        prop::sample::select(vec!["rise", "iq.kirkuk", "a-b", "places/iraq", "head", "12:15"])
            .prop_map(|w| ValueKind::Word(w.to_owned())),
        text().prop_map(ValueKind::Exact),
        regex().prop_map(ValueKind::Regex),
        (1usize..10).prop_map(ValueKind::Param),
    ];
    kind.prop_map(|kind| Value { kind, span: ByteSpan::default() })
}

fn test() -> impl Strategy<Value = Test> {
    let attr = prop::sample::select(Attr::ALL.to_vec());
    let is = (attr, any::<bool>(), prop::collection::vec(value(), 1..4))
        .prop_map(|(attr, head, values)| Test::Is(Is { attr, head, values, span: ByteSpan::default() }));
    is.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|t| Test::Not(Box::new(t))),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Test::All),
            prop::collection::vec(inner, 2..4).prop_map(Test::Any),
        ]
    })
}

fn name() -> impl Strategy<Value = Name> {
    prop::sample::select(vec!["agent", "armed-group", "p2"])
        .prop_map(|text| Name { text: text.to_owned(), span: ByteSpan::default() })
}

fn node() -> impl Strategy<Value = Node> {
    let at = |kind| Node::new(kind, ByteSpan::default());
    let leaf = prop_oneof![
        word().prop_map(NodeKind::Word),
        text().prop_filter("blank", |t| !t.trim().is_empty()).prop_map(NodeKind::Exact),
        regex().prop_map(NodeKind::Regex),
        prop::option::of(test()).prop_map(NodeKind::Step),
        repeat().prop_filter("unbounded", |r| r.max.is_some()).prop_map(NodeKind::Gap),
        (any::<bool>(), prop::sample::select(Unit::ALL.to_vec()))
            .prop_map(|(start, unit)| NodeKind::Anchor(if start { Edge::Start } else { Edge::End }, unit)),
        (name(), name()).prop_map(|(role, kind)| NodeKind::Capture(Capture { role, kind: Some(kind), body: None })),
        (1usize..10).prop_map(NodeKind::Param),
    ]
    .prop_map(at);
    leaf.prop_recursive(4, 24, 3, move |inner| {
        let many = prop::collection::vec(inner.clone(), 2..4);
        prop_oneof![
            many.clone().prop_map(NodeKind::Seq),
            many.prop_map(NodeKind::Alt),
            (inner.clone(), repeat()).prop_map(|(n, r)| NodeKind::Repeat(Box::new(n), r)),
            (inner.clone(), any::<bool>(), any::<bool>())
                .prop_map(|(n, behind, negative)| NodeKind::Look(Look { behind, negative }, Box::new(n))),
            (name(), prop::option::of(name()), inner.clone()).prop_map(|(role, kind, n)| NodeKind::Capture(Capture {
                role,
                kind,
                body: Some(Box::new(n))
            })),
            (name(), prop::collection::vec(inner, 0..3)).prop_map(|(name, args)| NodeKind::Macro(name, args)),
        ]
        .prop_map(at)
    })
}

proptest! {
    #[test]
    fn what_is_printed_is_read_back(node in node()) {
        let printed = node.to_string();
        let (read, found) = parse(&printed, &Origin::whole("t", &printed));
        prop_assert_eq!(&found, &vec![], "{}", printed);
        prop_assert_eq!(read, node, "{}", printed);
    }

    #[test]
    fn no_text_breaks_the_parser(text in "[a-z ()\\[\\]{}<>|?*+@\"/\\\\^$!&=#.,é\n0-9]{0,60}") {
        let (node, found) = parse(&text, &Origin::whole("t", &text));
        for d in &found {
            prop_assert!(text.get(d.spot.bytes.clone()).is_some());
        }
        // A part that could not be read is always reported.
        let mut broken = false;
        node.walk(&mut |n| {
            broken |= n.kind == NodeKind::Broken;
            if let NodeKind::Step(Some(test)) = &n.kind {
                broken |= format!("{test}").contains('…');
            }
        });
        prop_assert!(!broken || !found.is_empty());
        if found.is_empty() {
            let printed = node.to_string();
            prop_assert_eq!(parse(&printed, &Origin::whole("t", &printed)).0, node, "{}", printed);
        }
    }
}
