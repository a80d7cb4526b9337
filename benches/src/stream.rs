//! A stream of JSON Lines without end, as a large archive is: articles of two to three kilobytes, most of them new, some
//! copies of others, a few in other languages, a few broken.
//!
//! Invariant: a seed gives the same lines on every machine, and what is held does not grow with the stream.

use std::collections::VecDeque;

use serde_json::json;

use crate::generate::Generator;

const FOREIGN: &str = include_str!("../foreign.txt");
/// Least bytes of an article.
const LEAST: usize = 2_000;
/// Articles of which copies are made.
const RECENT: usize = 2_000;

/// Writes lines.
#[derive(Debug, Clone)]
pub struct Stream {
    generator: Generator,
    foreign: Vec<&'static str>,
    recent: VecDeque<String>,
    number: u64,
}

impl Stream {
    /// A stream that starts at the seed.
    pub fn new(seed: u64) -> Self {
        let foreign = FOREIGN.lines().filter(|line| !line.starts_with('#')).collect();
        Self { generator: Generator::new(seed), foreign, recent: VecDeque::with_capacity(RECENT), number: 0 }
    }

    /// The next line, without its end. Of a hundred, one is broken, two are in another language, four are copies and four
    /// near copies of one of the last articles, and every tenth record has no id of its own.
    pub fn line(&mut self) -> String {
        self.number += 1;
        let text = match self.generator.below(100) {
            0 => return format!("{{\"id\": \"g{}\", \"text\": \"{}", self.number, self.generator.paragraph()),
            1..=2 => self.other_language(),
            3..=6 => self.earlier().unwrap_or_else(|| self.fresh()),
            7..=10 => match self.earlier() {
                Some(text) => format!("{text}\n\nThe wire contributed to this report, first filed as {}.", self.number),
                None => self.fresh(),
            },
            _ => self.fresh(),
        };
        let day = 1 + self.number % 28;
        let date = format!("2021-{:02}-{day:02}", 1 + self.number / 28 % 12);
        match self.number % 10 {
            0 => json!({"text": text, "published": date}),
            _ => json!({"id": format!("g{}", self.number), "text": text, "published": date}),
        }
        .to_string()
    }

    fn fresh(&mut self) -> String {
        let mut text = self.generator.article();
        while text.len() < LEAST {
            text.push_str("\n\n");
            text.push_str(&self.generator.paragraph());
        }
        if self.recent.len() == RECENT {
            self.recent.pop_front();
        }
        self.recent.push_back(text.clone());
        text
    }

    fn earlier(&mut self) -> Option<String> {
        let at = self.generator.below(RECENT as u64) as usize;
        self.recent.get(at).cloned()
    }

    /// Sentences of one language in some order.
    fn other_language(&mut self) -> String {
        let language = self.generator.below(self.foreign.len() as u64) as usize;
        let sentences: Vec<&str> = self.foreign[language].split(" | ").collect();
        let mut text = format!("{}\n\n", self.number);
        while text.len() < LEAST {
            text.push_str(sentences[self.generator.below(sentences.len() as u64) as usize]);
            text.push(' ');
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn lines_are_what_they_are_said_to_be() {
        let mut stream = Stream::new(1);
        let lines: Vec<String> = (0..5_000).map(|_| stream.line()).collect();
        let mut again = Stream::new(1);
        assert!(lines.iter().all(|line| *line == again.line()));
        let texts: Vec<String> = lines
            .iter()
            .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
            .map(|record| record["text"].as_str().unwrap_or_default().to_owned())
            .collect();
        let broken = lines.len() - texts.len();
        let copies = texts.len() - texts.iter().collect::<HashSet<_>>().len();
        assert!((25..=80).contains(&broken), "{broken}");
        assert!((50..=250).contains(&copies), "{copies}");
        let mean = texts.iter().map(String::len).sum::<usize>() / texts.len();
        assert!((2_000..3_000).contains(&mean), "{mean}");
    }
}
