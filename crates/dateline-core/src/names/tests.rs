//! What spellings are one name and what names are two, said by example.

use super::*;
use proptest::prelude::*;

fn particles() -> NameParticles {
    NameParticles::from_toml(include_str!("../../../../rules/english/lexicon/name-particles.toml")).unwrap()
}

/// Checks that both orders of a pair give one answer, and returns it.
fn both(compare: impl Fn(&str, &str) -> Match, a: &str, b: &str) -> Match {
    let (forth, back) = (compare(a, b), compare(b, a));
    assert_eq!(forth.grade, back.grade, "{a} / {b} against {b} / {a}");
    forth
}

#[track_caller]
fn check_place(a: &str, b: &str, expected: Grade) {
    let particles = particles();
    let outcome = both(|a, b| same_place(&particles, a, b), a, b);
    assert_eq!(outcome.grade, expected, "{a} / {b}: {outcome:?}");
}

#[track_caller]
fn check_person(a: &str, b: &str, same: bool) {
    let particles = particles();
    let outcome = both(|a, b| same_person(&particles, a, b), a, b);
    assert_eq!(outcome.is_match(), same, "{a} / {b}: {outcome:?}");
}

#[test]
fn spellings_of_a_place() {
    check_place("Mosul", "Mosul", Grade::Exact);
    check_place("Al-Qā’im", "al qaim", Grade::Fold);
    check_place("Ar Ramādī", "Ramadi", Grade::Fold);
    check_place("Qamishli", "Al-Kamechliye", Grade::Skeleton);
    check_place("Deir ez-Zor", "Dayr az Zawr", Grade::Skeleton);
    check_place("Ash Shaykh Maqsud", "Sheikh Maksoud", Grade::Skeleton);
    check_place("Şirnak", "Shirnak", Grade::Fold);
    check_place("Xaneqîn", "Khanaqin", Grade::Skeleton);
    check_place("Cheïkh Saïd", "Shaykh Sa‘id", Grade::Skeleton);
    check_place("Qaryat ar Rumaylah", "Al Rumeila", Grade::Skeleton);
    check_place("Muhafazat Ninawa", "Nineveh Governorate", Grade::Near);
}

#[test]
fn places_that_only_look_alike() {
    check_place("Tall Abyad", "Tall Rifat", Grade::Different);
    check_place("Qaryat al Hamid", "Qaryat al Hajar", Grade::Different);
    check_place("Kufr Nabl", "Kafr Naya", Grade::Different);
    check_place("Sector 4", "Sector 5", Grade::Different);
    check_place("", "Mosul", Grade::Different);
    check_place("الموصل", "الرقة", Grade::Different);
}

#[test]
fn spellings_of_a_person() {
    check_person("Muammar Gaddafi", "Mu'ammar al-Qadhafi", true);
    check_person("Abdul Rahman al-Rashid", "Abd al-Rahman Rashid", true);
    check_person("Abdelkarim Younes", "Abd al-Karim Yunus", true);
    check_person("Abou Moussab al-Najdi", "Abu Musab al-Najdi", true);
    check_person("Inayatullah Safi", "Inayat Safi", true);
    check_person("Mohd Salim Qadri", "Muhammad Salim Qadri", true);
}

#[test]
fn parts_left_out_or_moved() {
    check_person("Nuri Kamil al-Maliki", "Nouri al-Maliki", true);
    check_person("Karim bin Walid al-Jubouri", "Kareem Waleed Jaburi", true);
    check_person("Tariq J. Haddad", "Tarek Jamil Haddad", true);
    check_person("Haji Salim Rostami", "Salim Rostami", true);
}

#[test]
fn kin_are_not_one_person() {
    // Brothers.
    check_person("Nasir Karim al-Dulaimi", "Walid Karim al-Dulaimi", false);
    check_person("Qusay al-Jubouri", "Mahir al-Jubouri", false);
    // Father and son.
    check_person("Walid Nasir Karim Yunus al-Dulaimi", "Nasir Karim Yunus al-Dulaimi", false);
    // A common given name is not enough.
    check_person("Muhammad al-Jubouri", "Muhammad al-Tikriti", false);
    check_person("Abu Hamza al-Masri", "Abu Yusuf al-Libi", false);
}

#[test]
fn later_mentions_are_part_of_the_full_name() {
    let particles = particles();
    let check = |short, full, expected| {
        let (short, full) = (PersonName::new(&particles, short), PersonName::new(&particles, full));
        assert_eq!(short.is_part_of(&full), expected, "{short:?} of {full:?}");
    };
    check("Al-Hakim", "Arshad al-Hakim", true);
    check("Hakeem", "Arshad al-Hakim", true);
    check("Abu Bakr", "Salim Hamad Abu Bakr", true);
    check("Arshad al-Hakim", "Al-Hakim", false);
    check("al-Hamdani", "Arshad al-Hakim", false);
    check("", "Arshad al-Hakim", false);
    // An initial stands for no whole name, and near is not enough for one part alone.
    check("Hamid", "Arshad H. Karam", false);
    check("Arshal", "Arshad al-Hakim", false);
    check("Saint Hakim", "Arshad al-Hakim", true);
    // A surname alone is no identity.
    check_person("Al-Hakim", "Arshad al-Hakim", false);
}

#[test]
fn reasons_name_the_contradiction() {
    let particles = particles();
    let reason = |a, b| same_person(&particles, a, b).reason;
    assert_eq!(reason("Nasir Karim al-Dulaimi", "Walid Karim al-Dulaimi"), Reason::GivenName);
    assert_eq!(reason("Walid Nasir Karim Yunus al-Dulaimi", "Nasir Karim Yunus al-Dulaimi"), Reason::Lineage);
}

#[test]
fn near_search_finds_one_consonant_more_less_or_other() {
    let particles = particles();
    let key = |name| PlaceName::new(&particles, name).skeleton();
    let index = SkeletonIndex::new(vec![(key("Barzan"), 7), (key("Fallujah"), 9)]);
    let near = |name| {
        let mut ids = Vec::new();
        index.near(key(name), |id| ids.push(id));
        ids.dedup();
        ids
    };
    assert_eq!(index.get(key("Berzān")), [7]);
    assert_eq!(near("Barza"), [7]);
    assert_eq!(near("Barzanis"), [7]);
    assert_eq!(near("Barzal"), [7]);
    assert!(near("Kirkuk").is_empty());
}

const TABLE: &str = "\
geonameid\tname\talternates\tfeature_class\tfeature_code\tadmin1\tlat\tlon\tpopulation
1\tAl Ḩamrā’\tHamra\tP\tPPL\tHoms\t34.5\t36.5\t0
2\tAl Ḩamrā’\t\tP\tPPL\tHama\t35.2\t37.1\t9000
3\tHoms\tHims\tA\tADM1\t\t34.7\t36.7\t0
4\tHoms\tHims|Emesa\tP\tPPLA\tHoms\t34.7\t36.7\t800000
5\tbroken\t\tP\tPPL\tHoms\tnorth\t36.7\t0
";

fn first(query: PlaceQuery) -> Option<String> {
    let gazetteer = Gazetteer::from_rows(&particles(), rows_from_tsv(TABLE, "Syria"));
    gazetteer.resolve(&query).first().map(|c| gazetteer.id(c.place).to_owned())
}

#[test]
fn divisions_kinds_and_inhabitants_choose_among_namesakes() {
    let named = |name| PlaceQuery { name, ..PlaceQuery::default() };
    let check = |query, expected: Option<&str>| assert_eq!(first(query).as_deref(), expected, "{query:?}");
    check(named("Hamraa"), Some("geonames:2"));
    check(PlaceQuery { admin1: Some("Hims governorate"), ..named("Hamra") }, Some("geonames:1"));
    check(PlaceQuery { kind: Some(PlaceKind::Admin1), ..named("Homs") }, Some("geonames:3"));
    check(named("Homs"), Some("geonames:4"));
    check(named("Emesa/Qattinah"), Some("geonames:4"));
    check(named("Kirkuk"), None);
}

#[test]
fn geonames_dump_names_its_divisions() {
    let line = |id, name, class, code, admin1| {
        format!("{id}\t{name}\t{name}\t\t33.0\t44.0\t{class}\t{code}\tIQ\t\t{admin1}\t\t\t\t5\t\t\t\t2020-01-01\n")
    };
    let dump = line(10, "Babil", "A", "ADM1", "06") + &line(11, "Hillah", "P", "PPLA", "06") + "too\tshort\n";
    let rows: Vec<Row> = rows_from_geonames(&dump).collect();
    assert_eq!(rows.len(), 2);
    assert_eq!((rows[1].id.as_str(), rows[1].admin1, rows[1].kind), ("geonames:11", "Babil", PlaceKind::Settlement));
}

proptest! {
    #[test]
    fn any_text_compares_with_itself_and_others(a in ".{0,90}", b in "[a-zA-Z' \\-āḩşç0-9]{0,90}") {
        let particles = particles();
        for (x, y) in [(&a, &b), (&b, &b), (&a, &a)] {
            let (place, person) = (same_place(&particles, x, y), same_person(&particles, x, y));
            prop_assert!((0.0..=1.0).contains(&place.score) && (0.0..=1.0).contains(&person.score));
            if x == y {
                prop_assert_eq!(place.grade, Grade::Exact);
            }
        }
        let (x, y) = (PlaceName::new(&particles, &a), PlaceName::new(&particles, &b));
        prop_assert_eq!(x.compare(&y).grade, y.compare(&x).grade);
    }

    #[test]
    fn case_marks_and_hyphens_leave_the_key_alone(words in prop::collection::vec("[bdfkmrst][aiu][bdfkmrst]{1,3}", 1..4)) {
        let particles = particles();
        let key = |name: &str| PlaceName::new(&particles, name).skeleton();
        let plain = words.join(" ");
        prop_assert_eq!(key(&plain), key(&words.join("-").to_uppercase()));
        prop_assert_eq!(key(&plain), key(&plain.replace('a', "ā").replace('i', "î")));
    }
}
