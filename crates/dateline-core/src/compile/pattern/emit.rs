//! Resolved patterns to instructions, after Thompson (Comm. ACM 11, 1968).
//!
//! Invariant: of the two ways out of a split the preferred stands first; the code of a checked pattern keeps its budget.

use crate::pack::Overlap;
use crate::pack::pattern::Repeat;

use super::ir::{Ir, Place};
use super::program::{Code, Inst, LookProgram, PatternProgram, Required};
use super::resolve::Resolved;

/// Makes the program of a pattern without mistakes.
pub(super) fn emit(resolved: Resolved, overlap: Overlap, required: Option<Required>) -> PatternProgram {
    let mut program = PatternProgram {
        overlap,
        roles: resolved.roles,
        required,
        code: Code::default(),
        looks: Vec::new(),
        steps: Vec::new(),
        spans: Vec::new(),
    };
    program.code = code(&resolved.ir, &mut program);
    program
}

fn code(ir: &Ir, program: &mut PatternProgram) -> Code {
    let mut emitter = Emitter { program, code: Vec::new() };
    emitter.part(ir);
    emitter.code.push(Inst::Match);
    Code(emitter.code)
}

struct Emitter<'p> {
    program: &'p mut PatternProgram,
    code: Vec<Inst>,
}

impl Emitter<'_> {
    fn here(&self) -> u32 {
        self.code.len() as u32
    }

    /// A split between the next instruction and one not yet known; [`Self::close`] fills it in.
    fn open(&mut self) -> usize {
        self.code.push(Inst::Match);
        self.code.len() - 1
    }

    /// Fills a split in: into the body behind it, or past the body to here.
    fn close(&mut self, split: usize, lazy: bool) {
        let (body, past) = (split as u32 + 1, self.here());
        self.code[split] = if lazy { Inst::Split(past, body) } else { Inst::Split(body, past) };
    }

    fn part(&mut self, ir: &Ir) {
        match ir {
            Ir::Step(step, Place(span)) => {
                let known =
                    self.program.steps.iter().zip(&self.program.spans).position(|(s, at)| s == step && at == span);
                let number = known.unwrap_or_else(|| {
                    self.program.steps.push(step.clone());
                    self.program.spans.push(*span);
                    self.program.steps.len() - 1
                });
                self.code.push(Inst::Step(number as u32));
            }
            Ir::Seq(parts) => parts.iter().for_each(|part| self.part(part)),
            Ir::Alt(branches) => {
                let mut exits = Vec::new();
                for (i, (branch, _)) in branches.iter().enumerate() {
                    if i + 1 == branches.len() {
                        self.part(branch);
                        break;
                    }
                    let split = self.open();
                    self.part(branch);
                    exits.push(self.open());
                    self.close(split, false);
                }
                for exit in exits {
                    self.code[exit] = Inst::Jump(self.here());
                }
            }
            Ir::Repeat(body, repeat) => self.repeat(body, *repeat),
            Ir::Look(look, body, _) => {
                let length = body.length().max.unwrap_or(0);
                let code = code(body, self.program);
                // A hyphen may stand before every token.
                let reach = length.saturating_mul(2).saturating_add(1);
                self.program.looks.push(LookProgram { code, behind: look.behind, negative: look.negative, reach });
                self.code.push(Inst::Look((self.program.looks.len() - 1) as u16));
            }
            Ir::Edge(edge, unit, _) => self.code.push(Inst::Edge(*edge, *unit)),
            Ir::Capture(role, kind, body) => {
                self.code.push(Inst::Save(2 * role));
                self.part(body);
                if let Some(kind) = kind {
                    self.code.push(Inst::Ends(*kind));
                }
                self.code.push(Inst::Save(2 * role + 1));
            }
            Ir::Broken => {}
        }
    }

    fn repeat(&mut self, body: &Ir, repeat: Repeat) {
        for _ in 0..repeat.min {
            self.part(body);
        }
        let Some(max) = repeat.max else {
            let split = self.open();
            self.part(body);
            self.code.push(Inst::Jump(split as u32));
            self.close(split, repeat.lazy);
            return;
        };
        let mut splits = Vec::new();
        for _ in repeat.min..max {
            splits.push(self.open());
            self.part(body);
        }
        for split in splits {
            self.close(split, repeat.lazy);
        }
    }
}
