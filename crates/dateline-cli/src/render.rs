//! Diagnostics as a person reads them: the place in the file, the label, what to do.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use dateline::{Diagnostic, Severity};

use crate::packs::Sources;

/// The diagnostic with its lines of source.
pub(crate) fn diagnostic(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let text = source_text(diagnostic, sources);
    let bytes = diagnostic.spot.bytes.clone();
    let bytes = if bytes.end <= text.len() { bytes } else { 0..0 };
    let title = level.primary_title(diagnostic.title.as_str()).id(&*diagnostic.code);
    let snippet = Snippet::source(text)
        .path(diagnostic.spot.file.as_str())
        .annotation(AnnotationKind::Primary.span(bytes).label(diagnostic.label.as_str()));
    let mut group = Group::with_title(title).element(snippet);
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    Renderer::styled().render(&[group])
}

/// The file's text; a path's first part is the pack's id, which need not be its folder's name.
pub(crate) fn source_text<'s>(diagnostic: &Diagnostic, sources: &'s Sources) -> &'s str {
    let inner = diagnostic.spot.file.split_once('/').map_or(diagnostic.spot.file.as_str(), |(_, inner)| inner);
    let pack = diagnostic.spot.file.split('/').next().unwrap_or_default();
    let named = sources.get(pack).and_then(|s| s.files.get(inner));
    let bytes = named.or_else(|| sources.values().find_map(|s| s.files.get(inner)));
    bytes.and_then(|b| std::str::from_utf8(b).ok()).unwrap_or_default()
}
