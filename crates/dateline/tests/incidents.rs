//! What is told twice, what is another matter, and what is a part of what: incidents of small articles.

mod common;

use common::{ENGINE, thursday_article};
use dateline::Extraction;

/// Reads an article of a Thursday.
fn read(text: &str) -> Extraction {
    ENGINE.core().extract(&thursday_article(text))
}

/// `number, type, count of patient, mentions, part of, toll` of every incident of a type.
#[track_caller]
fn check(kind: &str, text: &str, expected: &[&str]) {
    let found = read(text);
    let line = |incident: &dateline::Incident| {
        let count = incident.count.as_ref().map_or("–".to_owned(), |c| match c.max {
            Some(max) if max == c.min => max.to_string(),
            _ => format!("{}+", c.min),
        });
        let times = incident.events.len();
        let part = incident.part_of.as_ref().map_or(String::new(), |whole| {
            let of =
                found.incidents.iter().find(|i| i.id == *whole).and_then(|i| i.count.as_ref()).map_or(0, |c| c.min);
            format!(" of {of}")
        });
        let toll = if incident.aggregate { " toll" } else { "" };
        format!("{count}{part} ×{times}{toll}")
    };
    let lines: Vec<String> = found.incidents.iter().filter(|i| i.kind == kind).map(line).collect();
    assert_eq!(lines, expected, "\n{text}");
}

#[test]
fn parts_that_add_up_belong_to_their_total() {
    check(
        "arrest",
        "# Police arrest nine suspects in three provinces\n\nPolice arrested nine suspects in three provinces on Monday, the \
         interior ministry said.\n\nFour men were arrested in Tikrit, it added.\n\nThree suspects were arrested in Ramadi \
         and two others in Kut.",
        &["9 ×2", "4 of 9 ×1", "3 of 9 ×1", "2 of 9 ×1"],
    );
    check(
        "kill",
        "Airstrikes killed 14 militants on Tuesday, the army said.\n\nA strike near Rutba killed eight militants, it said.\n\n\
         Another strike killed six militants near Badush.",
        &["14 ×1", "8 of 14 ×1", "6 of 14 ×1"],
    );
}

#[test]
fn parts_that_do_not_add_up_stay_their_own() {
    check(
        "arrest",
        "Police arrested nine suspects on Monday.\n\nFour men were arrested in Tikrit and a farmer was arrested in Ramadi.",
        &["9 ×1", "4 ×1", "1 ×1"],
    );
}

#[test]
fn entries_of_a_list_are_tolls_over_its_period() {
    check(
        "kill",
        "Since the beginning of 2022, ISIS attacks have killed 26 people in the desert, the monitor said.\n\nHoms: 17 \
         people were killed in attacks.\n\nRaqqa: Nine people were killed in attacks.",
        &["26 ×1 toll", "17 of 26 ×1 toll", "9 of 26 ×1 toll"],
    );
}

#[test]
fn another_is_not_the_one_before() {
    check(
        "arrest",
        "Police arrested a smuggler in Tikrit on Monday. Another smuggler was arrested in Tikrit on Monday.",
        &["1 ×1", "1 ×1"],
    );
    // Others than the dead, and not than the wounded of the headline.
    check(
        "injure",
        "# One killed, three wounded in Tikrit blast\n\nA blast killed a man and wounded three others in Tikrit on Monday, \
         police said.",
        &["3 ×2"],
    );
}

#[test]
fn sides_are_kept_apart() {
    check(
        "kill",
        "# Four ISIS militants killed in Iraq\n\nSoldiers killed four ISIS militants in Iraq on Monday, an officer \
         said.\n\nIn a separate statement, the ministry said four PKK militants were killed in Iraq on Monday.",
        &["4 ×2", "4 ×1"],
    );
}

#[test]
fn a_group_and_its_members_are_one_side() {
    check(
        "kidnapping",
        "# ISIS abducts two shepherds near Tikrit\n\nIslamic State militants abducted two shepherds near Tikrit on Monday, \
         a mayor said.",
        &["2 ×2"],
    );
}

/// `type: agents > patients` of every incident, each by its name where it has one.
#[track_caller]
fn check_actors(text: &str, expected: &[&str]) {
    let found = read(text);
    let names = |incident: &dateline::Incident, role: &str| {
        let fillers = incident.roles.get(role).into_iter().flatten();
        fillers.map(|f| f.name.clone().unwrap_or_else(|| f.text.clone())).collect::<Vec<_>>().join(", ")
    };
    let line = |i: &dateline::Incident| format!("{}: {} > {}", i.kind, names(i, "agent"), names(i, "patient"));
    let lines: Vec<String> = found.incidents.iter().map(line).collect();
    assert_eq!(lines, expected, "\n{text}");
}

#[test]
fn a_pronoun_stands_for_the_subject_of_its_sentence() {
    check_actors(
        "Captain Salim Rashid spoke in Kut. A smuggler was arrested before he attacked a checkpoint.",
        &["arrest:  > A smuggler", "attack: A smuggler > a checkpoint"],
    );
    check_actors(
        "The army arrested two smugglers and searched a farm, where they killed a guard.",
        &["arrest: The army > two smugglers", "raid: The army > a farm", "kill: The army > a guard"],
    );
}

#[test]
fn a_patient_is_told_whole_and_by_name() {
    check_actors(
        "Gunmen killed 63 members of the security forces in Kut.",
        &["kill: Gunmen > 63 members of the security forces"],
    );
    check_actors(
        "Two farmers were killed and 37 were wounded in Kut.",
        &["kill:  > Two farmers", "injure:  > farmers"],
    );
}

#[test]
fn nobody_acts_where_there_was_something() {
    check_actors("There were clashes near Kut on Monday.", &["clash:  > "]);
}

/// Names of the entities, every name of one joined by a slash.
#[track_caller]
fn check_names(text: &str, expected: &[&str]) {
    let found = read(text);
    let line = |e: &dateline::Entity| std::iter::once(&e.name).chain(&e.names).cloned().collect::<Vec<_>>().join("/");
    let names: Vec<String> = found.entities.iter().map(line).collect();
    for name in expected {
        assert!(names.iter().any(|n| n == name), "{name} is not among {names:?}\n{text}");
    }
}

#[test]
fn a_name_is_whole_and_knows_its_shorter_names() {
    check_names("Umm Rafid said soldiers arrested her son in Tikrit.", &["Umm Rafid"]);
    check_names(
        "The General Directorate of Border Affairs arrested two men in Tikrit.",
        &["General Directorate of Border Affairs"],
    );
    check_names(
        "The Iraqi Border Rescue Agency freed two men in Tikrit.",
        &["Iraqi Border Rescue Agency/Border Rescue Agency"],
    );
}

#[test]
fn a_total_without_a_period_is_the_incident_of_that_count() {
    check(
        "arrest",
        "# Army arrests 14 suspects\n\nThe army carried out a series of operations in Diyala in which it managed to arrest 14 \
         suspects.",
        &["14 ×2"],
    );
}

#[test]
fn tolls_that_agree_in_nothing_stay_apart() {
    check(
        "arrest",
        "A spokesman said that the number of arrested suspects in Hawija has reached 40.\n\nSince the beginning of 2021, \
         soldiers have ramped up operations in Kirkuk. These efforts have led to the capture of suspects.",
        &["40 ×1 toll", "– ×1 toll"],
    );
}

#[test]
fn a_total_so_far_stands_for_the_number_before() {
    check(
        "kill",
        "Gunmen killed three soldiers in Tikrit on Tuesday.\n\nOne of the wounded died later, raising the death toll to four, a \
         doctor said.",
        &["4 ×2", "1 ×1"],
    );
    check(
        "kill",
        "Gunmen killed three soldiers in Tikrit on Tuesday.\n\nSnipers shot dead two women in Basra on Monday.",
        &["3 ×1", "2 ×1"],
    );
}

#[test]
fn a_deed_comes_back_under_a_broader_name() {
    check("airstrike", "A drone struck a car in Tikrit on Tuesday. The strike took place at noon, police said.", &[]);
    check(
        "drone_strike",
        "A drone struck a car in Tikrit on Tuesday. The strike took place at noon, police said.",
        &["1 ×2"],
    );
    check("airstrike", "A drone struck a car in Tikrit on Tuesday. A strike on a bridge followed.", &["– ×1"]);
}

#[test]
fn several_deeds_of_a_month_are_a_toll() {
    check("attack", "The monitor documented seven attacks in January.", &["7 ×1 toll"]);
    check("attack", "Gunmen carried out two attacks on Tuesday.", &["2 ×1"]);
}

#[test]
fn a_noun_that_sums_up_its_clause_tells_of_no_second_deed() {
    for text in [
        "A car bomb killed 44 people in Kirkuk in July – the deadliest attack there since the conflict began in 2011.",
        "In February, a suicide bomber killed 14 people at a market in Muqdadiya in an attack claimed by ISIS.",
        "Twelve soldiers were killed by a roadside bomb in Diyala on Monday, the army said, an attack claimed by ISIS.",
    ] {
        check("attack", text, &[]);
    }
    check(
        "attack",
        "A farmer was killed when guards opened fire on villagers, a shooting that police regretted.",
        &["– ×2"],
    );
    // Another verb's deed is another.
    check("attack", "A car bomb killed nine people, and gunmen wounded two in an attack on a post.", &["– ×1"]);
}

#[test]
fn a_name_means_one_settlement_throughout() {
    check(
        "kill",
        "# Peshmerga fighter killed near Kulajo\n\nA Peshmerga fighter was killed on Monday near the village of Kulajo.",
        &["1 ×2"],
    );
}

#[test]
fn an_unlisted_place_may_lie_in_that_of_the_headline() {
    check(
        "bombing",
        "# Blast hits market in Mosul\n\nA bomb went off in the Tal Zuhur quarter on Monday, police said.",
        &["1 ×2"],
    );
}

#[test]
fn somebody_else_suffered_another_deed() {
    // By number, by another noun that is new to the story, and by a day of its own.
    check(
        "sentence",
        "A court in Kut sentenced a captain to death on Sunday. A second officer was jailed for seven years.",
        &["1 ×1", "1 ×1"],
    );
    check(
        "kill",
        "A nurse was killed in her kitchen by a shell. Gunmen shot dead a tax collector in the evening.",
        &["1 ×1", "1 ×1"],
    );
    check(
        "kill",
        "Two soldiers were killed on Wednesday in a clash in the hills.\n\nTwo soldiers were killed there on November 2.",
        &["2 ×1", "2 ×1"],
    );
    // Rules that tell of one word tell of one deed.
    check("dismantle", "Three rockets hit the plant. A fourth was found on its launching pad and defused.", &["1 ×3"]);
}

#[test]
fn a_deed_that_is_named_again_is_an_event_of_its_incident() {
    check(
        "bombing",
        "A car bomb exploded outside a school in Mosul on Monday.\n\nTwo days after the bombing, the mayor resigned over \
         that blast.",
        &["1 ×3"],
    );
    // By the name of a broader type; the place, day and number stay those of the deed itself.
    check(
        "airstrike",
        "An airstrike hit a depot near Rutba on Monday.\n\nNobody has commented on the attack, an officer said.",
        &["– ×2"],
    );
    // What nothing was told of, who suffered, one of many and what is to come are no deeds told before.
    check("bombing", "The mayor spoke about the bombing.", &[]);
    check(
        "bombing",
        "A car bomb exploded outside a school.\n\nIt was the third bombing this week. The next bombing may come soon.",
        &["1 ×1"],
    );
}

#[test]
fn a_pronoun_brings_its_own_people() {
    check(
        "release",
        "Police rescued nine captives in Kankara on Monday.\n\nGunmen had seized more than 300 boys from a school there in \
         2020. They were released six days later.",
        &["9 ×1", "– ×1"],
    );
    check(
        "kill",
        "Assailants shot dead a clerk outside his home on Tuesday, police said.\n\nTwo youths were wounded by guards and one of \
         them later died, hospital staff said.",
        &["1 ×1", "1 ×1"],
    );
}

#[test]
fn one_is_not_several() {
    check(
        "kill",
        "Her brothers were among the men shot dead by the militants.\n\nA video shows the beheading of a soldier.",
        &["– ×1", "1 ×1"],
    );
}

#[test]
fn a_second_device_is_another_bombing() {
    check(
        "bombing",
        "A bomb exploded near the market on Monday, police said.\n\nTwo hours later, a second device exploded some 50 metres \
         away.",
        &["1 ×1", "1 ×1"],
    );
}

#[test]
fn the_headline_names_things_by_another_word() {
    check(
        "destruction",
        "# Soldiers torch villages in Sagaing\n\nGovernment soldiers burned down about 150 houses in Khin-U on Monday, residents \
         said.",
        &["150 ×2"],
    );
}
