//! Stages: the rules that run them, with the stages that the program has registered.

use std::sync::Arc;

use crate::compile::{PatternRule, StageProgram};
use crate::pack::{Diagnostic, LoadedRule, StageRule};
use crate::plugin::Stage;

use super::{Builder, spot};

impl<'p> Builder<'p> {
    /// Compiles the rule that runs a stage.
    pub(super) fn stage(&mut self, rule: &'p LoadedRule, table: &'p StageRule) {
        let name = table.run.get_ref();
        let known: Option<Arc<dyn Stage>> = self.plugins.stages.iter().find(|known| known.name() == name).cloned();
        if known.is_none() {
            let title = format!("there is no stage `{name}`");
            let found = Diagnostic::error("unknown-stage", spot(rule, &table.run), title, "unknown stage")
                .help("stages are written in Rust and registered with `Builder::stage`");
            self.found.push(found.nearest(name, self.plugins.stages.iter().map(|known| known.name())));
        }
        let mut sound = known.is_some();
        for role in table.roles.iter().filter(|role| !self.roles.contains(role.get_ref().as_str())) {
            let found = Diagnostic::error(
                "unknown-role",
                spot(rule, role),
                format!("there is no role `{}`", role.get_ref()),
                "unknown",
            );
            self.found.push(found.nearest(role.get_ref(), self.roles.iter().copied()));
            sound = false;
        }
        let (Some(stage), true) = (known, sound) else {
            self.rejected.push(rule.id.clone());
            return;
        };
        let mut roles: Vec<Box<str>> = table.roles.iter().map(|role| role.get_ref().as_str().into()).collect();
        roles.sort_unstable();
        roles.dedup();
        let found_by = table.event.as_ref().map(|event| {
            let (frame, slots) = self.matched_frame(rule, event.get_ref(), &roles, table.status, Vec::new(), 0);
            PatternRule {
                frame,
                text: name.as_str().into(),
                slots,
                aggregate: false,
                total: false,
                status: table.status,
            }
        });
        self.stages.push(StageProgram { id: rule.id.as_str().into(), rule: found_by, roles, stage });
        self.rules.push(rule.id.clone());
    }
}
