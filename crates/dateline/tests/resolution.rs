//! Where, when and on whose word: one way of telling each, in the incidents that come of it.

mod common;

use common::{ENGINE, thursday_article};

/// `type | place | day, ~ when inferred | source` of every incident; a paragraph of the text is a block.
fn told(text: &str) -> Vec<String> {
    let found = ENGINE.core().extract(&thursday_article(text));
    let line = |incident: &dateline::Incident| {
        let places: Vec<&str> =
            incident.roles.get("place").into_iter().flatten().filter_map(|f| f.name.as_deref()).collect();
        let day = incident.time.as_ref().and_then(|t| {
            let mark = if t.inferred { "~" } else { "" };
            t.start.map(|day| format!("{mark}{}", day.date))
        });
        let source = incident.source.as_ref().map(|s| s.text.as_str());
        format!(
            "{} | {} | {} | {}",
            incident.kind,
            places.join(", "),
            day.as_deref().unwrap_or("–"),
            source.unwrap_or("–")
        )
    };
    found.incidents.iter().map(line).collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(told(text), expected, "\n{text}");
}

#[test]
fn a_day_outranks_the_day_on_which_it_was_announced() {
    check(
        "Police in Tikrit arrested two smugglers, an officer said on Wednesday.",
        &["arrest | Tikrit | ~2022-03-16 | an officer"],
    );
    check(
        "Gunmen killed a farmer near Tikrit, an officer said on Wednesday.\n\nThey kidnapped his brother on Tuesday night, \
         he added.",
        &["kill | Tikrit | ~2022-03-15 | an officer", "kidnapping |  | 2022-03-15 | an officer"],
    );
}

#[test]
fn a_time_does_not_cross_into_another_course_of_things() {
    check("The court sentenced three men under Law No. 13 of 2005.", &["sentence |  | – | –"]);
    check(
        "At least 320 people have been killed in Basra since the unrest began on February 1.",
        &["kill | Basra | 2022-02-01 | –"],
    );
}

#[test]
fn a_place_is_lent_within_its_paragraph_alone() {
    check(
        "A roadside bomb exploded in Tikrit on Monday. Two soldiers were wounded.\n\nGunmen also abducted a shepherd.",
        &["bombing | Tikrit | 2022-03-14 | –", "injure | Tikrit | ~2022-03-14 | –", "kidnapping |  | ~2022-03-14 | –"],
    );
    check(
        "Tribal disputes are common in Basra, where 41 people were killed on Monday.",
        &["kill | Basra | 2022-03-14 | –"],
    );
}

#[test]
fn who_claims_or_denies_is_the_source_of_it() {
    check("The PKK claimed responsibility for the blast.", &["claim |  | – | PKK"]);
    check("No group has claimed responsibility for the blast.", &["claim |  | – | –"]);
}

#[test]
fn a_stretch_dates_what_opened_it_by_its_first_day() {
    check(
        "The group has been weak since March 2021, when its fighters attacked a prison in Hasakah.",
        &["attack | Hasakah | 2021-03-01 | –"],
    );
    check("The attack in Tikrit on Monday was one of the boldest since 2019.", &["attack | Tikrit | 2022-03-14 | –"]);
}

#[test]
fn a_time_at_the_head_of_a_clause_dates_that_clause() {
    check(
        "On February 14, gunmen attacked a village near Daquq, and two days later a bomb exploded in Tikrit.",
        &["attack | Daquq | 2022-02-14 | –", "bombing | Tikrit | 2022-02-16 | –"],
    );
}

#[test]
fn a_time_does_not_leave_what_is_told_of_somebody() {
    check(
        "Police freed a boy who was kidnapped on March 3, an officer said on Wednesday.",
        &["release |  | ~2022-03-16 | an officer", "kidnapping |  | 2022-03-03 | an officer"],
    );
    check(
        "The court on Wednesday sentenced three men over the execution of prisoners at Badush prison in June 2014.",
        &["sentence |  | 2022-03-16 | –", "execution | Badush prison | 2014-06-01 | –"],
    );
}

#[test]
fn hours_later_is_the_same_day() {
    check(
        "Gunmen kidnapped a driver near Tikrit on Monday. He was released several hours later.",
        &["kidnapping | Tikrit | 2022-03-14 | –", "release | Tikrit | ~2022-03-14 | –"],
    );
}

#[test]
fn an_hour_is_of_the_day_of_the_deed_told_before() {
    check(
        "Gunmen killed a farmer near Tikrit on Tuesday night, police said on Wednesday.\n\nThey kidnapped his brother at \
         9:40 p.m., police said.",
        &["kill | Tikrit | 2022-03-15 | police", "kidnapping |  | ~2022-03-15 | police"],
    );
}

#[test]
fn the_day_of_what_was_announced_is_told_by_words_that_no_rule_knows() {
    check(
        "Gunmen killed a farmer and wounded his brother near Tikrit, an officer said on Wednesday.\n\nThe men came \
         from the market in Hawija late on Tuesday.\n\nGunmen also kidnapped a shepherd.",
        &[
            "kill | Tikrit | ~2022-03-15 | an officer",
            "injure | Tikrit | ~2022-03-15 | an officer",
            "kidnapping |  | ~2022-03-15 | –",
        ],
    );
}

#[test]
fn what_one_sentence_announced_is_of_one_day() {
    check(
        "Gunmen kidnapped a farmer and wounded his brother near Tikrit, an officer said on Wednesday.\n\nThe farmer's \
         neighbours saw it.\n\nThe kidnapping took place on Tuesday.",
        &["kidnapping | Tikrit | 2022-03-15 | an officer", "injure | Tikrit | ~2022-03-15 | an officer"],
    );
}

#[test]
fn have_since_counts_from_what_was_told_last() {
    check(
        "The army entered the valley on February 9. At least 30 soldiers have since been killed in Diyala.",
        &["kill | Diyala | 2022-02-09 | –"],
    );
}

#[test]
fn what_a_deed_is_held_against_has_a_time_of_its_own() {
    check(
        "Gunmen killed a farmer near Tikrit on Monday in the latest of a string of attacks.",
        &["kill | Tikrit | 2022-03-14 | –"],
    );
    check(
        "A court in Kut sentenced two men on Monday. They killed five policemen in Hawija.",
        &["sentence | Kut | 2022-03-14 | –", "kill | Hawija | – | –"],
    );
}

#[test]
fn verbs_in_a_row_share_their_time() {
    check(
        "Militants have killed 63 policemen and wounded 100 in Kirkuk since February 1.",
        &["kill | Kirkuk | 2022-02-01 | –", "injure | Kirkuk | 2022-02-01 | –"],
    );
}

#[test]
fn a_story_that_turns_does_not_date_what_went_before() {
    check(
        "Soldiers killed a farmer near Tikrit, an officer said on Wednesday.\n\nMeanwhile, gunmen kidnapped a shepherd in \
         Hawija on Monday night.",
        &["kill | Tikrit | ~2022-03-16 | an officer", "kidnapping | Hawija | 2022-03-14 | –"],
    );
}

#[test]
fn the_place_at_the_head_of_a_line_is_that_of_its_events() {
    check("Homs: Gunmen killed three soldiers on Monday.", &["kill | Homs | 2022-03-14 | –"]);
}

#[test]
fn sources_are_found_wherever_they_stand() {
    check(
        "Two men were killed in Tikrit, according to a toll compiled by the Kirkuk Police Command.",
        &["kill | Tikrit | – | Kirkuk Police Command"],
    );
    check(
        "Gunmen attacked a checkpoint near Tikrit, a source at the Kirkuk Police Command said, adding that a boy was injured.",
        &[
            "attack | Tikrit | – | a source at the Kirkuk Police Command",
            "injure | Tikrit | – | a source at the Kirkuk Police Command",
        ],
    );
    check(
        "The ministry, whose office had been closed, said that three smugglers were arrested.",
        &["arrest |  | – | The ministry"],
    );
    check(
        "The governor said in Tikrit. Police said two men were arrested. It added that a boy was killed.",
        &["arrest |  | – | Police", "kill |  | – | Police"],
    );
    check("Several residents said that two men were arrested in Kut.", &["arrest | Kut | – | Several residents"]);
    // A quotation that opens a paragraph, and one before a report that says nothing itself.
    check(
        "The governor said the roads were safe.\n\n\"Gunmen killed two farmers in Kut. They burned a mill.\"",
        &["kill | Kut | – | The governor", "destruction | Kut | – | The governor"],
    );
    check(
        "The roads were safe, a driver said.\n\n“Gunmen killed two farmers in Kut.” The mayor told Reuters.",
        &["kill | Kut | – | The mayor"],
    );
    check(
        "A man was shot dead in Kut before he could speak, said a police lieutenant colonel, who asked not to be named.",
        &["kill | Kut | – | a police lieutenant colonel"],
    );
    check("Al-Shabaab claimed to have killed 17 soldiers.", &["kill |  | – | Al-Shabaab"]);
    check("By the officer's account, gunmen burned two houses in Kut.", &["destruction | Kut | – | the officer"]);
    check(
        "The army gave an account, putting the number of rebels killed at two and saying a third was arrested.",
        &["kill |  | – | The army", "arrest |  | – | The army"],
    );
    // Who praises or blames says that it has been done.
    check("Residents blamed the militia for killing a farmer in Kut.", &["kill | Kut | – | Residents"]);
    check("The ministry accused the rebels of shelling Kut.", &["shelling | Kut | – | The ministry"]);
    check(
        "The mayor credited the army with freeing six hostages. Two gunmen were killed in Kut.",
        &["release |  | – | The mayor", "kill | Kut | – | –"],
    );
}

#[test]
fn days_are_counted_from_one_deed_to_another() {
    check(
        "Soldiers raided a farm on Tuesday, a day after gunmen killed a farmer in Hawija.",
        &["raid |  | 2022-03-15 | –", "kill | Hawija | ~2022-03-14 | –"],
    );
    check(
        "The clashes erupted two days after the army arrested a tribal leader in Kut on Sunday.",
        &["clash |  | ~2022-03-15 | –", "arrest | Kut | 2022-03-13 | –"],
    );
}

#[test]
fn until_an_hour_is_of_that_day() {
    check("Soldiers combed a farm near Tikrit until noon on Tuesday.", &["raid | Tikrit | 2022-03-15 | –"]);
}

#[test]
fn what_is_only_set_beside_a_deed_does_not_date_it() {
    check(
        "Two guards were killed by a mine in Tikrit, while gunmen assassinated, last night, a teacher in Hawija.",
        &["kill | Tikrit | – | –", "bombing | Tikrit | – | –", "kill | Hawija | 2022-03-16 | –"],
    );
}

#[test]
fn a_province_before_the_comma_holds_the_town_behind_it() {
    check("In Diyala, gunmen killed two men in Khalis.", &["kill | Khalis, Diyala | – | –"]);
}

#[test]
fn where_somebody_comes_from_is_not_where_it_happened() {
    check("Police rescued a tourist from Norway.", &["release |  | – | –"]);
    check("The service arrested a council member accused of passing plans to Moscow.", &["arrest |  | – | –"]);
}

#[test]
fn sources_behind_a_quotation_or_a_list() {
    check("“We arrested five men in Kut,” the statement read.", &["arrest | Kut | – | the statement"]);
    check(
        "Gunmen attacked a convoy in Kut, killing two drivers, a source in the army and residents said.",
        &["attack | Kut | – | a source in the army", "kill | Kut | – | a source in the army"],
    );
    check("“We arrested five men in Kut,” said one of them, Captain Azad Jabari.", &["arrest | Kut | – | Azad Jabari"]);
    check(
        "The official, who sits on the council, said four men were arrested in Kut.",
        &["arrest | Kut | – | The official"],
    );
    check(
        "The mayor spoke of 29 people slain in Kut, as the army said it had arrested five men.",
        &["kill | Kut | – | The mayor", "arrest | Kut | – | the army"],
    );
}

#[test]
fn what_brought_a_deed_about_has_a_place_and_day_of_its_own() {
    check(
        "The strikes came in response to an attack on Ain al-Asad base on Monday.",
        &["airstrike |  | – | –", "attack | Ain al-Asad Air Base | 2022-03-14 | –"],
    );
    check(
        "The raid took place on Tuesday on the outskirts of Mosul. It came hours after a bombing in Kirkuk.",
        &["raid | Mosul | 2022-03-15 | –", "bombing | Kirkuk | ~2022-03-15 | –"],
    );
}

#[test]
fn a_place_name_of_several_words_is_one() {
    for name in ["Sheikh Zuweid", "Wadi al-Milh", "Kharab al-Shahm", "Kani Sharok", "Tawi-Tawi", "Nahr al-Imam"] {
        let text = format!("Gunmen killed two soldiers in {name} on Monday.");
        check(&text, &[&format!("kill | {name} | 2022-03-14 | –")]);
    }
    check(
        "Gunmen killed two men on a track above Bekhermo, a village near Tikrit.",
        &["kill | Bekhermo, Tikrit | – | –"],
    );
}

#[test]
fn a_list_of_places_belongs_to_what_its_first_belongs_to() {
    check(
        "Iraq declared victory over ISIS in 2017, but militants still carry out attacks in the triangle between Kirkuk, \
         Saladin and Diyala.",
        &["defeat |  | 2017-01-01 | –", "attack | Kirkuk, Saladin, Diyala | – | –"],
    );
}

#[test]
fn where_somebody_was_of_whom_a_deed_is_told_is_not_its_place() {
    check(
        "Forty detainees were released, whereas an officer, who is wanted over crimes in Homs, was arrested.",
        &["release |  | – | –", "arrest |  | – | –"],
    );
    check("Gunmen attacked a bus heading to Karbala on Monday.", &["attack |  | 2022-03-14 | –"]);
}

#[test]
fn the_city_comes_back_to_the_seat_of_the_province() {
    check(
        "A man from Baaj spoke of Iraq. Erbil has largely been spared by ISIS. Gunmen killed a clerk in the city on Monday.",
        &["kill | Erbil | 2022-03-14 | –"],
    );
    check(
        "Gunmen killed two men in Diyala on Monday. They came from Khanaqin, 165 km northeast of Baghdad. \
         Gunmen kidnapped a doctor in the province on Tuesday.",
        &["kill | Diyala | 2022-03-14 | –", "kidnapping | Diyala | 2022-03-15 | –"],
    );
}

#[test]
fn another_matter_does_not_take_the_day_of_the_one_before() {
    check(
        "Gunmen killed a farmer near Tikrit on Monday.\n\nMeanwhile, police arrested two smugglers.\n\nIn Hawija, gunmen \
         kidnapped a shepherd.",
        &["kill | Tikrit | 2022-03-14 | –", "arrest |  | – | –", "kidnapping | Hawija | – | –"],
    );
    check(
        "A number of incidents were recorded across the country on Tuesday.\n\nIn Hawija, gunmen kidnapped a shepherd.\n\n\
         In Kut, police arrested two smugglers.",
        &["kidnapping | Hawija | ~2022-03-15 | –", "arrest | Kut | ~2022-03-15 | –"],
    );
}

#[test]
fn a_paragraph_that_looks_back_goes_on_with_that_time() {
    check(
        "Gunmen killed a farmer near Tikrit on Monday.\n\nIn March 2021, gunmen kidnapped two drivers in Hawija. One of them \
         escaped.",
        &["kill | Tikrit | 2022-03-14 | –", "kidnapping | Hawija | 2021-03-01 | –", "escape |  | ~2021-03-01 | –"],
    );
}

#[test]
fn a_plan_has_a_day_of_its_own() {
    check("Residents of Kut called for a protest on Sunday.", &["protest | Kut | 2022-03-20 | –"]);
    check(
        "Relatives staged a sit-in in Kut on Tuesday, demanding the execution of the killers.",
        &["protest | Kut | 2022-03-15 | –", "execution | Kut | – | –"],
    );
}

#[test]
fn a_share_of_a_month_is_the_month() {
    check("Gunmen kidnapped a driver near Kut in late February.", &["kidnapping | Kut | 2022-02-01 | –"]);
}

#[test]
fn what_is_set_beside_a_deed_does_not_date_it() {
    check(
        "Police arrested 812 smugglers in Tikrit this month, compared with 655 in February.",
        &["arrest | Tikrit | 2022-03-01 | –"],
    );
    check(
        "A man surrendered to police in Tikrit, bringing the number of surrenders this year to 38.",
        &["surrender | Tikrit | – | –"],
    );
    check(
        "The army denied that its troops had killed a farmer on Wednesday.",
        &["denial |  | – | The army", "kill |  | 2022-03-16 | The army"],
    );
    check(
        "The army killed five gunmen in Tikrit, adding that gunmen had burned a farm in Mosul on Monday.",
        &["kill | Tikrit | – | The army", "destruction | Mosul | 2022-03-14 | The army"],
    );
    check("The ruling came months after gunmen killed a judge in Tikrit.", &["kill | Tikrit | – | –"]);
}

#[test]
fn what_lasts_leaves_the_day_to_the_deed() {
    check("Gunmen shelled a base used by the coalition in the desert on Wednesday.", &["shelling |  | 2022-03-16 | –"]);
}

#[test]
fn what_lies_in_the_place_at_the_head_says_more() {
    check(
        "In the province of Basra, gunmen shot a lawyer as she left her home in the city of Zubair on Monday.",
        &["attack | Zubair, Basra | 2022-03-14 | –"],
    );
    check(
        "Kirkuk: Armed men killed a farmer of a village in the district of Daquq.",
        &["kill | Daquq, Kirkuk | – | –"],
    );
    check("One soldier was killed and three were flown to Mosul.", &["kill |  | – | –"]);
}
