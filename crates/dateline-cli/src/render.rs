//! Diagnostics as a person reads them: the place in the file, the label, what to do.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use dateline::{Diagnostic, Severity};
use dateline_devkit::Folders;

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

/// The file's text.
pub(crate) fn source_text<'s>(diagnostic: &Diagnostic, sources: &'s Sources) -> &'s str {
    Folders::of(sources).file(&diagnostic.spot.file).map_or("", |(_, _, text)| text)
}
