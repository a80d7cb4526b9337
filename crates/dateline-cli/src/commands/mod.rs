//! One file a command.

pub(crate) mod check;
pub(crate) mod counts;
pub(crate) mod cov;
pub(crate) mod diff;
pub(crate) mod docs;
pub(crate) mod eval;
pub(crate) mod explain;
pub(crate) mod extract;
pub(crate) mod fmt;
pub(crate) mod link;
pub(crate) mod new;
pub(crate) mod profile;
pub(crate) mod review;
pub(crate) mod rules;
pub(crate) mod schema;
pub(crate) mod serve;
pub(crate) mod shell;
pub(crate) mod test;
