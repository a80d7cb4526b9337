//! Every format, wrapped and bare, well-formed and hostile, through the reader: what comes out, in which order.

use std::io::{Cursor, Write};
use std::ops::ControlFlow;

use dateline_readers::{Failure, Limits, Options, Reader, foreign};
use proptest::prelude::*;

const ONE: &str = "Police in Mosul arrested four suspects on Monday.";
const TWO: &str = "Two shells hit a village near Kirkuk.";

/// `id: text` of documents, `origin: failure` of the others.
fn read_with(options: Options, name: &str, bytes: &[u8]) -> Vec<String> {
    let reader = Reader::new(options);
    let mut all = Vec::new();
    let _ = reader.stream(name, &mut Cursor::new(bytes), &mut |item| {
        all.push(match item.found.and_then(|found| found.decode(&reader.options().limits)) {
            Ok(found) => format!("{}: {}", found.id, found.text),
            Err(Failure { kind, .. }) => format!("{} {}", item.origin, kind.name()),
        });
        ControlFlow::Continue(())
    });
    all
}

fn read(name: &str, bytes: &[u8]) -> Vec<String> {
    read_with(Options::default(), name, bytes)
}

fn check(name: &str, bytes: impl AsRef<[u8]>, expected: &[&str]) {
    assert_eq!(read(name, bytes.as_ref()), expected, "{name}");
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    out.write_all(bytes).expect("memory takes it");
    out.finish().expect("memory takes it")
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        out.start_file(*name, zip::write::SimpleFileOptions::default()).expect("memory takes it");
        out.write_all(bytes).expect("memory takes it");
    }
    out.finish().expect("memory takes it").into_inner()
}

fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        out.append_data(&mut header, name, *bytes).expect("memory takes it");
    }
    out.into_inner().expect("memory takes it")
}

#[test]
fn text_is_one_document_as_it_came() {
    check("a/b.txt", ONE, &[&format!("b: {ONE}")]);
    check("empty.txt", " \n", &["empty.txt no-text"]);
    check("b.txt", b"no\0text", &["b.txt not-text"]);
}

#[test]
fn json_lines_are_records_and_a_broken_line_is_one_failure() {
    let lines = format!(
        "{{\"id\": 7, \"Title\": \"A toll\", \"body\": \"{ONE}\"}}\n\nnonsense\n{{\"x\": 1}}\n[1]\n{{\"text\": \"{TWO}\"}}"
    );
    let first = format!("7: A toll\n\n{ONE}");
    let last = format!("a-6: {TWO}");
    check("a.jsonl", &lines, &[&first, "a.jsonl#3 broken", "a.jsonl#4 no-text", "a.jsonl#5 broken", &last]);
    check(
        "a.json",
        format!("[{{\"text\": \"{ONE}\"}}, {{\"text\": \"{TWO}\"}}]"),
        &[&format!("a-1: {ONE}"), &format!("a-2: {TWO}")],
    );
    check("a.json", "{\"text\": ", &["a.json broken"]);
    let wide: Vec<u8> = lines.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for name in ["a.jsonl", "a.json"] {
        assert_eq!(read(name, lines.as_bytes()).len(), 5, "{name}");
        assert_eq!(read(name, &wide), read(name, lines.as_bytes()));
    }
    let pretty = format!("{{\n  \"id\": \"a\",\n  \"text\": \"{ONE}\"\n}}\n");
    check("a.json", &pretty, &[&format!("a: {ONE}")]);
    check("a.json", &pretty[..pretty.len() - 4], &["a.json broken"]);
    let line = format!("{{\"text\": \"{ONE}\"}}\n");
    let count = 8 * 1024 * 1024 / line.len() + 2;
    assert_eq!(read("a.json", line.repeat(count).as_bytes()).len(), count);
    check("a.json", format!("[{}{line}]", format!("{line},").repeat(count)), &["a.json too-large"]);
}

#[test]
fn a_container_says_where_and_when() {
    let reader = Reader::default();
    let line =
        format!("{{\"text\": \"{ONE}\", \"url\": \"https://example.org/1\", \"date\": \"2024-11-23T10:00:00Z\"}}");
    let mut found = None;
    let _ = reader.stream("a.jsonl", &mut line.as_bytes(), &mut |item| {
        found = item.found.and_then(|found| found.decode(&Limits::default())).ok();
        ControlFlow::Continue(())
    });
    let found = found.unwrap();
    assert_eq!(found.url.as_deref(), Some("https://example.org/1"));
    assert_eq!(found.published.unwrap().to_string(), "2024-11-23T10:00:00");
}

#[test]
fn tables_are_read_by_their_header() {
    let table = format!("id,headline,text\nx,A toll,\"{ONE}\n\"\"So it is.\"\"\"\n,,{TWO}\nz,only a title,\n");
    let first = format!("x: A toll\n\n{ONE}\n\"So it is.\"");
    check("t.csv", &table, &[&first, &format!("t-2: {TWO}"), "t.csv#3 no-text"]);
    check("t.tsv", format!("docid\tbody\n1\t{ONE}\n"), &[&format!("1: {ONE}")]);
    check("t.csv", format!("id;text\n1;{ONE}\n"), &[&format!("1: {ONE}")]);
    check("T.CSV", format!("id,text\n1,{ONE}\n"), &[&format!("1: {ONE}")]);
    check("T.TAB.GZ", gzip(format!("text\ta,b,c\n{ONE}\t1\n").as_bytes()), &[&format!("T-1: {ONE}")]);
    let table = encoding_rs::MACINTOSH.encode(&format!("title,text\nCafé raid,{ONE}\n")).0.into_owned();
    let options = Options { encoding: Some("macintosh".to_owned()), ..Options::default() };
    assert_eq!(read_with(options, "t.csv", &table), [format!("t-1: Café raid\n\n{ONE}")]);
    let mut options = Options::default();
    options.fields.text = vec!["story".to_owned()];
    assert_eq!(read_with(options, "t.csv", format!("story\n{ONE}\n").as_bytes()), [format!("t-1: {ONE}")]);
}

/// A file with these columns, text but for `number` and `day`.
fn parquet(columns: &[(&str, &[Option<&str>])]) -> Vec<u8> {
    use parquet::data_type::{ByteArray, ByteArrayType, Int32Type, Int64Type};
    use parquet::file::writer::SerializedFileWriter;
    let schema: String = columns
        .iter()
        .map(|(name, _)| match *name {
            "number" => "optional int64 number;".to_owned(),
            "day" => "optional int32 day (DATE);".to_owned(),
            name => format!("optional binary {name} (STRING);"),
        })
        .collect();
    let schema =
        parquet::schema::parser::parse_message_type(&format!("message rows {{ {schema} }}")).expect("a schema");
    let mut writer =
        SerializedFileWriter::new(Vec::new(), schema.into(), std::sync::Arc::default()).expect("memory takes it");
    let mut group = writer.next_row_group().expect("a row group");
    for (name, cells) in columns {
        let there: Vec<i16> = cells.iter().map(|cell| i16::from(cell.is_some())).collect();
        let mut column = group.next_column().expect("a column").expect("there is one");
        let cells = cells.iter().flatten();
        let number = |cell: &&str| cell.parse::<i64>().expect("a number");
        match *name {
            "number" => {
                column.typed::<Int64Type>().write_batch(&cells.map(number).collect::<Vec<_>>(), Some(&there), None)
            }
            "day" => {
                let days: Vec<i32> = cells.map(|cell| number(cell) as i32).collect();
                column.typed::<Int32Type>().write_batch(&days, Some(&there), None)
            }
            _ => {
                let texts: Vec<ByteArray> = cells.map(|cell| ByteArray::from(*cell)).collect();
                column.typed::<ByteArrayType>().write_batch(&texts, Some(&there), None)
            }
        }
        .expect("memory takes it");
        column.close().expect("memory takes it");
    }
    group.close().expect("memory takes it");
    writer.into_inner().expect("memory takes it")
}

#[test]
fn columnar_files_are_read_by_their_columns() {
    let rows = parquet(&[
        ("number", &[Some("7"), Some("8"), None]),
        ("title", &[Some("A toll"), None, Some("Bare")]),
        ("body", &[Some(ONE), Some(TWO), None]),
        ("unused", &[Some("x"), None, None]),
        ("day", &[Some("20050"), None, None]),
    ]);
    let mut options = Options::default();
    options.fields.id = vec!["number".to_owned()];
    options.fields.published = vec!["day".to_owned()];
    let expected = [format!("7: A toll\n\n{ONE}"), format!("8: {TWO}"), "p.parquet#3 no-text".to_owned()];
    assert_eq!(read_with(options.clone(), "p.parquet", &rows), expected);
    assert_eq!(
        read_with(options.clone(), "p.gz", &gzip(&rows)),
        expected.clone().map(|line| line.replace("p.parquet", "p.gz"))
    );
    check("p.parquet", parquet(&[("other", &[Some("x")])]), &["p.parquet#1 no-text"]);
    check("p.parquet", &rows[..rows.len() - 9], &["p.parquet broken"]);
    let mut found = None;
    let reader = Reader::new(options);
    let _ = reader.stream("p.parquet", &mut &rows[..], &mut |item| {
        found = item.found.and_then(|found| found.decode(&Limits::default())).ok();
        ControlFlow::Break(())
    });
    assert_eq!(found.and_then(|found| found.published).map(|day| day.to_string()).as_deref(), Some("2024-11-23"));
}

#[test]
fn a_page_gives_its_article() {
    let paragraph = "<p>Police in Mosul arrested four suspects on Monday, the Interior Ministry said in a statement, \
                     and seized weapons in a house in the east of the city, which they had watched for weeks.</p>";
    let page = format!(
        "<!doctype html><html><head><title>Four held in Mosul</title><meta name=author content='Sara Aziz'>\
         <meta property='article:published_time' content='2024-11-23T10:00:00+03:00'></head><body><nav><a href=/>Home</a></nav>\
         <article><h1>Four held in Mosul</h1>{}</article><footer>All rights reserved</footer></body></html>",
        paragraph.repeat(4)
    );
    let found = read("p.html", page.as_bytes()).remove(0);
    assert!(found.starts_with("p: Four held in Mosul\n\nBy Sara Aziz\n\n"), "{found}");
    assert_eq!(found.matches("Police in Mosul").count(), 4, "{found}");
    assert!(!found.contains("Home") && !found.contains("rights"), "{found}");
    check("p.html", "<html><body></body></html>", &["p.html no-text"]);
    check("p.html", format!("<html>{}", "<div>".repeat(100_000)), &["p.html too-deep"]);
}

#[test]
fn feeds_give_their_entries() {
    let feed = format!(
        "<?xml version='1.0'?><rss version='2.0'><channel><title>News</title>\
         <item><guid>g1</guid><title>A toll</title><description>&lt;p&gt;{ONE}&lt;/p&gt;&lt;p&gt;{TWO}&lt;/p&gt;</description></item>\
         <item><title>Bare</title></item></channel></rss>"
    );
    check("f.xml", &feed, &[&format!("g1: A toll\n\n{ONE}\n\n{TWO}"), "f.xml#2 no-text"]);
    check("f.rss", "<rss><broken", &["f.rss broken"]);
}

#[test]
fn web_archives_give_responses_and_conversions() {
    let record = |kind: &str, head: &str, body: &str| {
        let length = body.len();
        format!("WARC/1.0\r\nWARC-Type: {kind}\r\n{head}Content-Length: {length}\r\n\r\n{body}\r\n\r\n")
    };
    let archive = [
        record("warcinfo", "", "software: x"),
        record("conversion", "Content-Type: text/plain\r\nWARC-Record-ID: <urn:uuid:c1>\r\n", ONE),
        record(
            "response",
            "",
            &format!(
                "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{TWO}\r\n0\r\n\r\n",
                TWO.len()
            ),
        ),
        record("response", "", "HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\n\r\nno"),
        record("response", "", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n.png"),
    ];
    let expected = [format!("c1: {ONE}"), format!("w-3: {TWO}")];
    assert_eq!(read("w.warc", archive.concat().as_bytes()), expected);
    let members: Vec<u8> = archive.iter().flat_map(|record| gzip(record.as_bytes())).collect();
    assert_eq!(read("w.warc.gz", &members), expected);
    let cut = archive.concat();
    check("w.warc", &cut[..cut.len() - 8], &[&expected[0], &expected[1], "w.warc#5 broken"]);
}

#[test]
fn messages_are_parted_by_their_ids() {
    let messages =
        "DEV-MUC3-0001 (NOSC)\n\n   LIMA, 9 JAN 90 -- [TEXT] A BOMB.\n\nDEV-MUC3-0002 (UMASS)\n\n   BOGOTA.\n";
    check(
        "dev",
        messages,
        &[
            "DEV-MUC3-0001: DEV-MUC3-0001 (NOSC)\n\n   LIMA, 9 JAN 90 -- [TEXT] A BOMB.\n\n",
            "DEV-MUC3-0002: DEV-MUC3-0002 (UMASS)\n\n   BOGOTA.\n",
        ],
    );
}

#[test]
fn wrappings_come_off_in_any_order() {
    let both = [("a.txt", ONE.as_bytes()), ("x/b.txt", TWO.as_bytes()), ("__MACOSX/a.txt", b"no")];
    let expected = [format!("a: {ONE}"), format!("b: {TWO}")];
    assert_eq!(read("s.zip", &zip(&both)), expected);
    assert_eq!(read("s.tar", &tar(&both)), expected);
    assert_eq!(read("s.tgz", &gzip(&tar(&both))), expected);
    assert_eq!(read("s.tar.zst", &zstd::stream::encode_all(&tar(&both)[..], 1).unwrap()), expected);
    let mut packed = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
    packed.write_all(&tar(&both)).unwrap();
    assert_eq!(read("s", &packed.finish().unwrap()), expected);
    assert_eq!(read("s.zip", &zip(&[("s.tar.gz", &gzip(&tar(&both)))])), expected);
    let mut deep = ONE.as_bytes().to_vec();
    for number in 0..6 {
        let expected = if number < 5 { format!("in: {ONE}") } else { "s.zip!in!in!in!in!in!in too-deep".to_owned() };
        deep = if number % 2 == 0 { zip(&[("in", &deep)]) } else { tar(&[("in", &deep)]) };
        assert_eq!(read("s.zip", &deep), [expected], "{} archives", number + 1);
    }
    let lines = gzip(format!("{{\"text\": \"{ONE}\"}}\n").repeat(2).as_bytes());
    assert_eq!(read("l.jsonl.gz", &lines), [format!("l-1: {ONE}"), format!("l-2: {ONE}")]);
}

#[test]
fn hostile_input_ends_in_a_named_failure() {
    let small =
        Options { limits: Limits { document: 1_000, record: 2_000, ..Limits::default() }, ..Options::default() };
    let long = "x".repeat(10_000_000);
    let with = |name: &str, bytes: &[u8]| read_with(small.clone(), name, bytes);
    assert_eq!(with("a.txt", long.as_bytes()), ["a.txt too-large"]);
    assert_eq!(
        with("a.jsonl", format!("{long}\n{{\"text\": \"{ONE}\"}}").as_bytes()),
        ["a.jsonl#1 too-large".to_owned(), format!("a-2: {ONE}")]
    );
    assert_eq!(with("a.csv", format!("text\n\"{long}").as_bytes()), ["a.csv#1 too-large"]);
    assert_eq!(read("a.txt", "“\"'".repeat(100_000).as_bytes()).len(), 1);
    assert_eq!(read("a.txt.gz", &gzip(&vec![0; 300_000_000])), ["a.txt.gz too-large"]);
    let mut best = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    best.write_all(&vec![b' '; 100_000_000]).unwrap();
    let best = best.finish().unwrap();
    assert_eq!(read("a.jsonl.gz", &best), ["a.jsonl.gz bomb"]);
    let mut nested = ONE.as_bytes().to_vec();
    for _ in 0..9 {
        nested = gzip(&nested);
    }
    assert_eq!(read("a.gz", &nested), ["a.gz too-deep"]);
    assert_eq!(read("a.zip", b"PK\x03\x04 and nothing more"), ["a.zip broken"]);
    assert_eq!(read("a.gz", &gzip(ONE.as_bytes())[..30]), ["a.gz broken"]);
    assert_eq!(read("a.parquet", b"PAR1 and nothing more"), ["a.parquet broken"]);
}

#[test]
fn english_in_any_dress_is_not_foreign_and_others_are() {
    let english = "POLICE IN MOSUL ARRESTED FOUR SUSPECTS ON MONDAY, THE INTERIOR MINISTRY SAID, AND SEIZED WEAPONS IN A \
                   HOUSE IN AL-ZANJILI AND SHIFA. ABU BUKHARI AND HAJI IMAM WERE AMONG THEM, IT SAID.";
    let french = "La police de Mossoul a arrêté lundi quatre suspects, a annoncé le ministère de l'Intérieur dans un \
                  communiqué, et a saisi des armes dans une maison de l'est de la ville qu'elle surveillait.";
    let turkish = "Musul polisi pazartesi günü dört şüpheliyi yakaladı, İçişleri Bakanlığı yaptığı açıklamada şehrin \
                   doğusundaki bir evde silahların da ele geçirildiğini söyledi ve soruşturma sürüyor dedi.";
    assert_eq!([english, french, turkish].map(foreign), [None, Some("fra"), Some("tur")]);
}

proptest! {
    /// Whatever the bytes and the name, the reading ends, and yields no text that is not there.
    #[test]
    fn any_bytes_under_any_name(bytes in prop::collection::vec(any::<u8>(), 0..600), mark in 0..12usize, name in 0..12usize) {
        let marks: [&[u8]; 12] = [
            b"", b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"BZh91AY&SY", b"PK\x03\x04", b"PAR1", b"WARC/1.0\r\nContent-Length: 9\r\n\r\n",
            b"<?xml version='1.0'?><rss>", b"<!doctype html>", b"DEV-MUC3-0001 (X)\n", b"{\"text\": \"", b"\xff\xfe",
        ];
        let names = ["a", "a.txt", "a.gz", "a.zip", "a.tar", "a.csv", "a.jsonl", "a.json", "a.html", "a.rss", "a.warc", "a.parquet"];
        let whole = [marks[mark], &bytes].concat();
        read(names[name], &whole);
    }
}
