//! Rules that can never speak because an earlier one always does.
//!
//! Invariant: only what can be shown is reported: the same pattern, or triggers and roles that another frame has all of.

use crate::compile::RoleProgram;
use crate::compile::pattern::Macros;
use crate::pack::pattern::{Origin, parse};
use crate::pack::{Diagnostic, Frame, LoadedRule, PatternRule};

use super::{Builder, spot};

/// A pattern rule as others are compared with it.
pub(super) struct Matched<'p> {
    rule: &'p str,
    pattern: &'p PatternRule,
}

/// The pattern with its macros put in, as the printer writes it.
fn printed(pattern: &PatternRule, macros: &Macros) -> String {
    let text = pattern.pattern.get_ref();
    let origin = Origin::whole("", text);
    macros.expand(&parse(text, &origin).0, &origin).0.to_string()
}

impl<'p> Builder<'p> {
    /// Warns of a pattern that an earlier rule has for the same type of event.
    pub(super) fn check_shadowed_pattern(
        &mut self,
        rule: &'p LoadedRule,
        pattern: &'p PatternRule,
        specificity: u32,
        macros: &Macros,
    ) {
        // Patterns that ask for different numbers of things differ, and most are alone with theirs.
        let alike = self.matched.entry((pattern.event.get_ref(), specificity)).or_default();
        let earlier = alike.iter().find(|other| {
            let plain = other.pattern.unless.is_empty() && other.pattern.overlap == pattern.overlap;
            plain && printed(other.pattern, macros) == printed(pattern, macros)
        });
        if let Some(earlier) = earlier {
            let title = format!("`{}` has the same pattern for the same event, and comes first", earlier.rule);
            let found = Diagnostic::warning("shadowed-rule", spot(rule, &pattern.pattern), title, "never stands");
            self.found.push(found.help("remove one of the two, or ask for more in this one"));
        }
        alike.push(Matched { rule: &rule.id, pattern });
    }

    /// Warns of a frame whose triggers an earlier one has all of, for the same type of event and the same roles.
    pub(super) fn check_shadowed_frame(
        &mut self,
        rule: &'p LoadedRule,
        frame: &'p Frame,
        number: u32,
        roles: &[RoleProgram],
    ) {
        let event = frame.event.get_ref().as_str();
        let mut triggers = frame.verb.iter().chain(&frame.noun).chain(&frame.adjective).map(|t| t.get_ref().as_str());
        let first = triggers.clone().next().and_then(|trigger| self.triggers.get(&(event, trigger)).copied());
        let earlier = first.filter(|first| {
            triggers.all(|trigger| self.triggers.get(&(event, trigger)) == Some(first))
                && self.frames.get(*first as usize).is_some_and(|first| {
                    let always = first.unless.is_empty() && first.without == 0 && !first.anchored;
                    always && first.roles == roles
                })
        });
        if let Some(earlier) = earlier.and_then(|earlier| self.frames.get(earlier as usize)) {
            let title = format!("`{}` has the same triggers and roles for the same event, and comes first", earlier.id);
            let found = Diagnostic::warning("shadowed-rule", spot(rule, &frame.event), title, "adds nothing");
            self.found.push(found.help("remove one of the two, or give this one triggers of its own"));
        }
        for trigger in frame.verb.iter().chain(&frame.noun).chain(&frame.adjective) {
            self.triggers.entry((event, trigger.get_ref().as_str())).or_insert(number);
        }
    }
}
