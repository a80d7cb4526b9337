//! The forms in which English news tells an event, each with a stable id.

macro_rules! forms {
    ($($(#[$doc:meta])* $name:ident = $id:literal),* $(,)?) => {
        /// One form. Ids are stable: they can be listed, switched off, counted and tested.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Form { $($(#[$doc])* $name),* }

        impl Form {
            /// Every form.
            pub const ALL: &[Form] = &[$(Form::$name),*];

            /// The stable id.
            pub fn id(self) -> &'static str {
                match self { $(Form::$name => $id),* }
            }

            /// The form with that id.
            pub fn parse(id: &str) -> Option<Form> {
                Self::ALL.iter().copied().find(|f| f.id() == id)
            }

            /// Its bit in a set of forms.
            pub fn bit(self) -> u64 {
                1 << self as u8
            }
        }
    };
}

forms! {
    /// Police arrested four men.
    Active = "active",
    /// Four men were arrested (by police).
    Passive = "passive",
    /// police, who arrested four men
    RelativeSubject = "relative.subject",
    /// the men (whom) police arrested
    RelativeObject = "relative.object",
    /// four men arrested by police
    RelativeReduced = "relative.reduced",
    /// …, arresting four men
    Participle = "participle",
    /// after arresting four men
    Gerund = "gerund",
    /// managed to arrest, planned to arrest
    Control = "control",
    /// the arrest of four men by police
    NominalOf = "nominal.of",
    /// the commander's arrest
    NominalPossessive = "nominal.possessive",
    /// a drone strike, ISIS attacks
    NominalCompound = "nominal.compound",
    /// a clash, the raid
    NominalBare = "nominal.bare",
    /// carried out an airstrike on
    Light = "light",
    /// announced the arrest of
    Announced = "announced",
    /// which resulted in the arrest of, leaving nine dead
    Result = "result",
    /// there were four arrests, a clash broke out
    Existential = "existential",
    /// killed five and wounded three
    Coordinated = "coordinated",
    /// Abu Bukhari, a commander arrested in Kirkuk
    Apposition = "apposition",
    /// Police arrest four men
    HeadlinePresent = "headline.present",
    /// Four arrested in Mosul, Nine dead in Baghdad blast
    HeadlineVerbless = "headline.verbless",
    /// "We arrested four men," said the spokesman
    Quotative = "quotative",
    /// a match of a pattern rule or of a stage
    Pattern = "pattern",
}
