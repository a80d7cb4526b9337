//! Closed word classes by name: the grammar asks "is this word a relative?" with one bit test.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use toml::Spanned;

use crate::text::{Vocabulary, WordId, folded};

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $key:ident),* $(,)?) => {
        /// A closed class of words; the members come from the language pack's `grammar.toml`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, Serialize)]
        #[repr(u8)]
        pub enum WordClass { $($(#[$doc])* $name),* }

        impl WordClass {
            /// Every class.
            pub const ALL: &[WordClass] = &[$(WordClass::$name),*];
        }

        /// `grammar.toml`.
        #[derive(Debug, Clone, Default, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct GrammarFile { $($(#[$doc])* pub $key: Vec<Spanned<String>>),* }

        impl GrammarFile {
            /// The phrases of one class.
            pub fn phrases(&self, class: WordClass) -> &[Spanned<String>] {
                match class { $(WordClass::$name => &self.$key),* }
            }
        }
    };
}

classes! {
    /// Verbs that report what somebody says.
    Report = report,
    /// Verbs whose object is the deed that they make known.
    Announce = announce,
    /// Verbs of saying whose object is who is told ("told AFP").
    Telling = telling,
    /// Verbs whose subject passes judgement on a deed that another did ("condemned the attack").
    Judging = judging,
    /// Words that make a companion's preposition of the next or of themselves ("along with", "alongside").
    Together = together,
    /// Prepositions before an earlier deed for which something is done ("held over the killing").
    Motive = motive,
    /// Nouns for days and acts on which an earlier deed is remembered ("anniversary").
    Remembrance = remembrance,
    /// Verbs by which a weapon comes to where it works ("a bomb planted by").
    Placing = placing,
    /// Words for a duty: what is said with them is not done by that ("must", "needs to").
    Obligation = obligation,
    /// Nouns that weigh a deed which is not done by that ("the importance of destroying").
    Worth = worth,
    /// Nouns that make a price of the sum before them ("$2 million worth of hashish").
    Price = price,
    /// The preposition before what somebody speaks up against ("warned against").
    Against = against,
    /// Verbs that make a deed of their object noun.
    Light = light,
    /// Of those, verbs whose subject suffers the deed.
    Undergo = undergo,
    /// Verbs and adjectives that leave the deed of their infinitive done.
    Implicative = implicative,
    /// Verbs that lead from a cause to the deed it ends in.
    Result = result,
    /// Verbs with which a deed is the subject.
    Happen = happen,
    /// Relative pronouns and adverbs.
    Relative = relative,
    /// Words that open a subordinate clause.
    Subordinator = subordinator,
    /// Of those, words whose clause tells of another matter than the one before it.
    Apart = apart,
    /// Nouns of those who are held to have done what stands behind "in" ("the suspect in the killing").
    Implicated = implicated,
    /// Verbs that say between which places a way runs ("linking").
    Joining = joining,
    /// Verbs behind which stands how long a deed lasted, before its infinitive ("took three hours to retake").
    Lasting = lasting,
    /// The adverb that says that the deed of the infinitive behind it is still to be done ("have yet to arrest").
    Unmet = unmet,
    /// Prepositions under which a place is where somebody enters ("cross into Turkey").
    Entering = entering,
    /// Gerunds of verbs without an object, which describe any noun behind them ("remaining").
    LastingGerund = lasting_gerund,
    /// Gerunds that say what the persons before them are busy with ("a cell planning attacks").
    BusyGerund = busy_gerund,
    /// Gerunds that describe persons, bodies and vehicles behind them, and have an object elsewhere ("approaching").
    MovingGerund = moving_gerund,
    /// What somebody is taken or held as ("took two soldiers prisoner").
    Captivity = captivity,
    /// Subordinators of a clause that grants what the main clause goes beyond ("although").
    Concessive = concessive,
    /// Of those, words that open a stretch up to now.
    Since = since,
    /// Of those, words that open what led to the deed of the main clause ("killed when gunmen attacked").
    Upon = upon,
    /// Of those, words that set one matter beside another ("whereas").
    Contrast = contrast,
    /// Nouns that stand for any body ("the organization"), where others name one of a kind ("the court").
    AnyBody = any_body,
    /// Nouns of bodies of which a state has one for each matter ("ministry").
    Office = office,
    /// Participles of what is full of something, before "with" ("loaded").
    Filled = filled,
    /// Participles for the ties of a body or a deed, which say no time ("violence linked to gangs").
    Linked = linked,
    /// Prepositions with a noun of their own, which stands for nothing ("in front of").
    Fronting = fronting,
    /// Verbs of those who only come along where something happens ("exploded as a patrol passed").
    Passing = passing,
    /// Participles of those of whom something is held to be so, before "to be" ("believed").
    Supposed = supposed,
    /// Words for a part of a town, behind its name ("neighborhood").
    Quarter = quarter,
    /// Prepositions before those who share a deed ("between").
    Reciprocal = reciprocal,
    /// Pronouns for one thing or body, and never for persons ("it").
    Neuter = neuter,
    /// Words with which names of places begin ("Tal", "Wadi").
    PlaceOpening = place_opening,
    /// Verbs whose object has done what stands behind "for" or "of" ("praise", "accuse").
    Judgement = judgement,
    /// Verbs whose object is kept "from" doing something.
    Hindering = hindering,
    /// Verbs whose object was done by whoever stands behind "on" or "to" ("blame").
    Ascribing = ascribing,
    /// The prepositions before those who are held to have done it ("on").
    Ascribed = ascribed,
    /// Verbs behind which somebody's name stands under "as" ("identified as").
    Identifying = identifying,
    /// The preposition before what somebody or something is held to be ("as").
    Capacity = capacity,
    /// Nouns for one of a body, whatever the body ("member").
    Member = member,
    /// Prepositions before the body that somebody is of ("of", "from").
    Membership = membership,
    /// The adverb of "as well as".
    AsWell = as_well,
    /// Participles that describe whoever bears the rank behind them ("retired").
    Bearing = bearing,
    /// Prepositions behind which an unlisted name is a place's.
    Site = site,
    /// The conjunction behind which a negation ends ("not … but").
    Adversative = adversative,
    /// Verbs whose object is a place and nobody ("occupy").
    SiteVerb = site_verb,
    /// Words that open a content clause.
    Complementizer = complementizer,
    /// Pronouns for one person.
    PersonPronoun = person_pronoun,
    /// Pronouns that are subjects only ("he").
    SubjectPronoun = subject_pronoun,
    /// Pronouns for bodies and several persons.
    GroupPronoun = group_pronoun,
    /// The speaker's own.
    FirstPerson = first_person,
    /// Reflexives.
    Reflexive = reflexive,
    /// "no", "neither".
    NegativeDeterminer = negative_determiner,
    /// "a", "an", "one".
    SingleDeterminer = single_determiner,
    /// "other", "another": not the one before.
    Other = other,
    /// Words before a part of what was said.
    Including = including,
    /// The agent's preposition.
    By = by,
    /// The genitive preposition.
    Of = of,
    /// Words that distance the writer from a name.
    SoCalled = so_called,
    /// Prepositions under which a place locates the deed.
    Locative = locative,
    /// Of those, words before where something came from or went to, or what it belongs to.
    Way = way,
    /// "according to".
    According = according,
    /// Words before what a number is held against ("down from 90 last year").
    Comparing = comparing,
    /// Points of the compass.
    Direction = direction,
    /// The copula.
    Be = be,
    /// Auxiliaries of the passive.
    Passive = passive,
    /// The auxiliary of the perfect.
    Have = have,
    /// Auxiliaries of the future.
    Future = future,
    /// Negative adverbs.
    Never = never,
    /// Adverbs that take the negation before them from the verb: "not only killed".
    Restrictive = restrictive,
    /// Prepositions under which a deed's noun names what another deed is part or result of ("killed in an airstrike").
    Within = within,
    /// Past forms of verbs that nobody does to anything: never passive ("the bomb exploded").
    IntransitivePast = intransitive_past,
    /// Prepositions before a group with a participle of its own ("with 40 suspects arrested").
    Absolute = absolute,
    /// Nouns that take an infinitive.
    Intent = intent,
    /// Singular nouns for several persons together, whose number stands behind "of".
    Gathering = gathering,
    /// Participles behind the hyphen of whoever does a deed: "a US-led raid".
    Leading = leading,
    /// Words that give something its place in a row: "the first leader to be killed".
    Ranking = ranking,
    /// Capitals that stand for their governments: "Tehran executed two men".
    Seat = seat,
    /// Words that crawlers glue to any other.
    Glue = glue,
    /// Words in the place of a noun told before: "the second one".
    NounStandIn = noun_stand_in,
    /// Two words before an example of what stands before them ("such as").
    Example = example,
    /// Question words with an amount, before what it is asked of: "how many".
    AskedAmount = asked_amount,
    /// Auxiliaries that are full verbs where no other follows ("had no guards").
    FullAuxiliary = full_auxiliary,
    /// Words before somebody's years: "a man aged 35".
    Aged = aged,
    /// Nouns with which deeds are numbered: "bombed 11 times".
    Occasion = occasion,
    /// The definite article.
    Definite = definite,
    /// Verbs with which a figure is said ("has reached 50").
    Toll = toll,
    /// Verbs with which a figure is said that the number lies above ("has exceeded 155").
    Exceed = exceed,
    /// Determiners of what the text has told ("this").
    Pointing = pointing,
    /// Words for what is still to be told or to come ("the following").
    Upcoming = upcoming,
    /// Nouns for whom or what a deed was done to ("the target of the attack").
    Target = target,
    /// Nouns for a figure ("number", "toll").
    Figure = figure,
    /// Verbs whose subject says how high a figure is that stands behind a preposition ("put the toll at nine").
    Gauge = gauge,
    /// Subordinating words whose clause tells what came later.
    Preceding = preceding,
    /// Auxiliaries of one and never of several.
    Singular = singular,
    /// Verbs with which what happened leads a figure to another ("brought the number of dead to nine").
    Heighten = heighten,
    /// Prepositions before the number of such a figure.
    FigureAt = figure_at,
    /// Verbs whose subject has counted the deeds or persons of their object, and says so ("recorded 40 attacks").
    Record = record,
    /// Endings of nouns that mostly name persons.
    PersonEnding = person_ending,
    /// Verbs that report only with a quotation or content clause.
    WeakReport = weak_report,
    /// Verbs of thought, wish and manner of speech, whose content clause or quotation is somebody's.
    Attitude = attitude,
    /// Verbs whose object does the deed of the infinitive behind it ("asked the schools to pay").
    ObjectControl = object_control,
    /// Verbs whose object does what the bare form behind it says ("let them go").
    BareControl = bare_control,
    /// Verbs that say what their subject is or becomes: the group behind them is no object.
    Copular = copular,
    /// Verbs that say what their object is or is called: the group behind the object is none.
    Naming = naming,
    /// Participles that govern a group like a preposition.
    ParticiplePreposition = participle_preposition,
    /// Prepositions behind which an unknown name of one word is a place.
    PlacePreposition = place_preposition,
    /// Words before the source of a picture ("Image: …").
    Credit = credit,
    /// Lower-case words inside a name ("bin", "de").
    NameParticle = name_particle,
    /// Articles joined to a name by a hyphen ("al-").
    NameArticle = name_article,
    /// Words that open a man's name in place of a given name ("Abu", "Mullah").
    NameOpening = name_opening,
    /// Prepositions beside the genitive's that join the parts of a body's name ("Centre for Health").
    NameLink = name_link,
    /// The word that stands for a subject and is nobody ("there are").
    Existential = existential,
    /// The complementizer that adds nothing to what it opens.
    That = that,
    /// Words at the head of a sentence that turn to another matter.
    Turn = turn,
}

const _: () = assert!(WordClass::ALL.len() <= u128::BITS as usize, "a class needs a bit");

/// Class bits of every single-word member.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
pub struct GrammarWords {
    bits: Vec<u128>,
}

impl GrammarWords {
    /// Interns all single words and sets their bits; longer phrases are left to the phrase trie and the verb lexicon.
    pub fn compile(file: &GrammarFile, vocabulary: &mut Vocabulary) -> Self {
        let mut members: BTreeMap<WordId, u128> = BTreeMap::new();
        for class in WordClass::ALL {
            for phrase in file.phrases(*class) {
                if !phrase.get_ref().contains(' ') {
                    *members.entry(vocabulary.intern(&folded(phrase.get_ref()))).or_default() |= 1 << *class as u8;
                }
            }
        }
        let mut bits = vec![0; members.keys().next_back().map_or(0, |w| w.index() + 1)];
        for (word, set) in members {
            bits[word.index()] = set;
        }
        Self { bits }
    }

    /// The preposition says in the course of what something happens, as of where: "killed in a raid".
    pub fn holds(&self, word: WordId) -> bool {
        self.is(word, WordClass::Within) && self.is(word, WordClass::Locative)
    }

    /// True when the word is a member.
    pub fn is(&self, word: WordId, class: WordClass) -> bool {
        self.bits.get(word.index()).is_some_and(|b| b >> class as u8 & 1 == 1)
    }
}
