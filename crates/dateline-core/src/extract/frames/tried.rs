//! What each form asks for, and how far a trigger comes towards it: for those who watch, never for the result.
//!
//! Invariant: the form that a trigger is read in has all that it asks for.

use crate::analysis::Context;
use crate::analysis::model::{Analysis, Relation, Tense, VerbForm, VerbId};
use crate::compile::{Place, WordClass};
use crate::extract::Form;

use super::verbs::{controls, in_quotation, is_left};

/// Something that a form asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// The verb has a clause of its own.
    OwnClause,
    /// The verb is active.
    Active,
    /// The verb is passive.
    Passive,
    /// The verb is in the present tense.
    Present,
    /// A participle without its auxiliary.
    Participle,
    /// It stands in quotation marks.
    Quoted,
    /// It stands in none.
    Unquoted,
    /// It stands in a headline.
    Headline,
    /// The verb stands in a relative clause.
    RelativeClause,
    /// The relative pronoun is the verb's subject.
    PronounSubject,
    /// The relative pronoun is the verb's object.
    PronounObject,
    /// The participle stands behind a noun.
    BehindNoun,
    /// That noun stands beside a name for the same.
    Renames,
    /// That noun stands alone.
    NoRenaming,
    /// That noun is what a verb such as "leave" left.
    Left,
    /// The clause hangs on another verb.
    OnVerb,
    /// A preposition stands before the gerund.
    BehindPreposition,
    /// An infinitive, or a gerund behind a verb such as "begin".
    Governed,
    /// It is joined to an earlier verb.
    Joined,
    /// The noun is the object of a verb.
    ObjectOfVerb,
    /// That verb makes a deed of the noun ("carry out").
    LightVerb,
    /// That verb makes the deed known.
    AnnouncingVerb,
    /// That verb leads to the deed.
    ResultVerb,
    /// The noun is said to be, to happen or to be reported.
    Happens,
    /// A role is filled from the possessive.
    RolePossessive,
    /// A role is filled from behind a preposition.
    RolePreposition,
    /// A role is filled from the words before the noun.
    RoleBefore,
    /// The word is said of a counted noun behind it.
    BeforeCounted,
    /// The word stands behind the noun that it is said of.
    BehindBearer,
    /// The word stands behind a verb such as "be".
    BehindVerb,
}

/// One form that was tried for a trigger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tried {
    /// The form.
    pub form: Form,
    /// What it asks for and finds.
    pub held: Vec<Ask>,
    /// The first thing that it asks for and does not find; `None` for the form that is read, and for one that another
    /// goes before.
    pub missing: Option<Ask>,
}

impl Tried {
    fn new(form: Form, asks: &[(Ask, bool)]) -> Self {
        let held = asks.iter().take_while(|(_, holds)| *holds).map(|(ask, _)| *ask).collect();
        Self { form, held, missing: asks.iter().find(|(_, holds)| !holds).map(|(ask, _)| *ask) }
    }
}

/// The forms of verbs.
pub(super) fn verb_forms(ctx: Context<'_>, analysis: &Analysis, sentence: usize, id: VerbId) -> Vec<Tried> {
    let verb = analysis.verb(id);
    let headline = analysis.sentences[sentence].headline;
    let quoted = in_quotation(ctx, analysis, sentence, verb.head);
    let (mut reduced, mut left, mut renames) = (false, false, false);
    let (mut by_subject, mut by_object, mut other_relative) = (false, false, false);
    let (mut on_verb, mut gerund, mut governed, mut joined) = (false, false, false, false);
    match verb.relation {
        Relation::Reduced(g) => {
            (reduced, left, renames) = (true, is_left(analysis, g, verb), analysis.group(g).apposition.is_some());
        }
        Relation::RelativeSubject(_) if verb.form == VerbForm::Gerund => reduced = true,
        Relation::RelativeSubject(_) => by_subject = true,
        Relation::RelativeObject(_) => by_object = true,
        Relation::RelativeOther(_) => other_relative = true,
        Relation::Adverbial(parent) | Relation::Gerund(parent, _) if controls(analysis, parent, verb) => {
            governed = true;
        }
        Relation::Adverbial(_) => on_verb = true,
        Relation::Gerund(..) | Relation::NounGerund(..) => gerund = true,
        Relation::Infinitive(_) | Relation::NounInfinitive(_) => governed = true,
        Relation::Conjunct(_) => joined = true,
        _ if verb.form == VerbForm::Infinitive => governed = true,
        _ if verb.form == VerbForm::Gerund => on_verb = true,
        _ => {}
    }
    let hangs = reduced || by_subject || by_object || on_verb || gerund || governed || joined;
    let own = (Ask::OwnClause, !hangs);
    let alone = verb.tokens.len() == 1 && (verb.passive || verb.tense == Tense::Past && verb.object.is_none());
    let relative = (Ask::RelativeClause, by_subject || by_object || other_relative);
    let (behind, head) = ((Ask::BehindNoun, reduced), (Ask::Headline, headline));
    let tried = |form, asks: &[(Ask, bool)]| Tried::new(form, asks);
    vec![
        tried(Form::Active, &[own, (Ask::Active, !verb.passive), (Ask::Unquoted, !quoted)]),
        tried(Form::Passive, &[own, (Ask::Passive, verb.passive), (Ask::Unquoted, !quoted)]),
        tried(Form::Quotative, &[own, (Ask::Quoted, quoted)]),
        tried(Form::RelativeSubject, &[relative, (Ask::PronounSubject, by_subject)]),
        tried(Form::RelativeObject, &[relative, (Ask::PronounObject, by_object)]),
        tried(Form::RelativeReduced, &[behind, (Ask::NoRenaming, !renames)]),
        tried(Form::Apposition, &[behind, (Ask::Renames, renames)]),
        tried(Form::Result, &[behind, (Ask::Left, left)]),
        tried(Form::Participle, &[(Ask::OnVerb, on_verb)]),
        tried(Form::Gerund, &[(Ask::BehindPreposition, gerund)]),
        tried(Form::Control, &[(Ask::Governed, governed)]),
        tried(Form::Coordinated, &[(Ask::Joined, joined)]),
        tried(
            Form::HeadlinePresent,
            &[head, own, (Ask::Active, !verb.passive), (Ask::Present, verb.tense == Tense::Present)],
        ),
        tried(Form::HeadlineVerbless, &[head, (Ask::Participle, alone)]),
    ]
}

/// How a noun stands to the verb that it belongs to.
#[derive(Debug, Clone, Copy)]
pub(super) struct NounSupport {
    pub(super) verb: VerbId,
    pub(super) object: bool,
    /// What the verb makes of the noun.
    pub(super) form: Option<Form>,
}

/// The forms of nouns; `from` are the places that roles are filled from.
pub(super) fn noun_forms(
    analysis: &Analysis,
    support: Option<NounSupport>,
    from: impl Fn(fn(&Place) -> bool) -> bool,
    headline: bool,
) -> Vec<Tried> {
    let verb = support.map(|s| analysis.verb(s.verb));
    let made = support.and_then(|s| s.form);
    let is = |class| verb.is_some_and(|v| v.is(class));
    let object = (Ask::ObjectOfVerb, support.is_some_and(|s| s.object));
    let reported = made == Some(Form::Announced) && verb.is_some_and(|v| v.passive);
    let happens = (Ask::Happens, made == Some(Form::Existential) || reported);
    let head = (Ask::Headline, headline);
    let present = (Ask::Present, verb.is_some_and(|v| v.tense == Tense::Present));
    let preposition = from(|p| matches!(p, Place::Of | Place::By | Place::Preposition(_)));
    let tried = |form, asks: &[(Ask, bool)]| Tried::new(form, asks);
    vec![
        tried(Form::Light, &[object, (Ask::LightVerb, made == Some(Form::Light))]),
        tried(Form::Announced, &[object, (Ask::AnnouncingVerb, is(WordClass::Announce))]),
        tried(Form::Result, &[object, (Ask::ResultVerb, is(WordClass::Result))]),
        tried(Form::Existential, &[happens]),
        tried(Form::HeadlinePresent, &[head, happens, present]),
        tried(Form::HeadlineVerbless, &[head]),
        tried(Form::NominalPossessive, &[(Ask::RolePossessive, from(|p| *p == Place::Possessive))]),
        tried(Form::NominalOf, &[(Ask::RolePreposition, preposition)]),
        tried(Form::NominalCompound, &[(Ask::RoleBefore, from(|p| *p == Place::Compound))]),
        tried(Form::NominalBare, &[]),
    ]
}

/// The forms of adjectives, of which the one that is read is known.
pub(super) fn state_forms(read: Form, headline: bool) -> Vec<Tried> {
    let is = |form| read == form;
    let quoted = (Ask::Quoted, is(Form::Quotative));
    let behind_verb = (Ask::BehindVerb, is(Form::Passive) || is(Form::Quotative));
    let behind = (Ask::BehindBearer, is(Form::Result) || is(Form::NominalBare) || is(Form::HeadlineVerbless));
    vec![
        Tried::new(Form::NominalCompound, &[(Ask::BeforeCounted, is(Form::NominalCompound))]),
        Tried::new(Form::NominalBare, &[behind]),
        Tried::new(Form::Result, &[behind, (Ask::Left, is(Form::Result))]),
        Tried::new(Form::Passive, &[behind_verb]),
        Tried::new(Form::Quotative, &[behind_verb, quoted]),
        Tried::new(Form::HeadlineVerbless, &[(Ask::Headline, headline), behind]),
    ]
}
