//! Tools for those who write rules: do the examples hold, and why did a rule match or not?
//!
//! Invariant: everything goes through the engine that users run; nothing here matches rules in a way of its own.

mod book;
mod changes;
mod coverage;
mod eval;
mod examples;
mod exit;
mod explain;
mod format;
mod places;
mod policy;
mod profile;
mod scaffold;
mod schema;
mod snapshots;

pub use book::{Book, book};
pub use changes::{Change, Changes, RuleChanges, Sample};
pub use coverage::{Coverage, Hits, RuleCoverage};
pub use eval::{Figures, Row, Slot, evaluate, gold_fault};
pub use examples::{
    Case, Counts, Failure, Field, FormTests, Kind, Outcome, Polarity, Report, Skip, Suite, Verdict, Wrong,
};
pub use exit::Exit;
pub use explain::{
    ArticleView, BlockView, EventStory, Explanation, FormView, GroupView, MentionView, Misfit, MisfitView, Piece,
    PrepView, RoleView, RuleView, SentenceView, TokenView, TriggerOutcome, TriggerView, VerbView, explain, is_event_id,
    rule_like, rules_named,
};
pub use format::format_toml;
pub use places::{Folders, pack_id};
pub use policy::{Judged, TO_DO, policy};
pub use profile::{RuleCost, RuleCosts, rule_costs};
pub use scaffold::{NewFile, NewRule, is_id, new_outlet, new_pack, new_rule};
pub use schema::{PACK_SCHEMA, RULE_SCHEMA, schemas};
pub use snapshots::{Snapshot, SnapshotState, pending_snapshots, snapshots};
