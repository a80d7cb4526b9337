//! Resolved patterns to instructions, after Thompson (Comm. ACM 11, 1968).
//!
//! Invariant: of the two ways out of a split the preferred stands first; the code of a checked pattern keeps its budget.

use dateline_model::ByteSpan;

use crate::pack::Overlap;
use crate::pack::pattern::Repeat;

use super::gates::Gates;
use super::ir::{Ir, Place};
use super::program::{Code, Inst, LookProgram, NOWHERE, PatternProgram, Required};
use super::signs::Signs;

/// Makes the program of a pattern without mistakes.
pub(super) fn emit(
    ir: &Ir,
    roles: Vec<Box<str>>,
    overlap: Overlap,
    required: Option<Vec<Required>>,
    gates: Gates,
) -> PatternProgram {
    // A hyphen may stand before every token.
    let reach = ir.length().max.map_or(u32::MAX, |length| length.saturating_mul(2));
    let (code, looks, steps) = (Code::default(), Vec::new(), Vec::new());
    let mut program = PatternProgram { overlap, roles, required, reach, gates, code, looks, steps };
    program.code = self::code(ir, &mut program);
    program
}

fn code(ir: &Ir, program: &mut PatternProgram) -> Code {
    let mut emitter = Emitter { program, insts: Vec::new(), spans: Vec::new() };
    emitter.part(ir);
    emitter.open();
    let Emitter { program, insts, spans } = emitter;
    let signs = Signs::of_code(&insts, &program.steps);
    let mut above = vec![NOWHERE; insts.len()];
    for (pc, inst) in (0..).zip(&insts) {
        if let Inst::Split(first, second) = inst {
            (above[*first as usize], above[*second as usize]) = (pc, pc);
        }
    }
    Code { insts: signs.into_iter().zip(insts).collect(), spans, above }
}

struct Emitter<'p> {
    program: &'p mut PatternProgram,
    insts: Vec<Inst>,
    spans: Vec<ByteSpan>,
}

impl Emitter<'_> {
    fn here(&self) -> u32 {
        self.insts.len() as u32
    }

    fn push(&mut self, inst: Inst, span: ByteSpan) {
        self.insts.push(inst);
        self.spans.push(span);
    }

    /// A match; or a place for a split or jump that is filled in when it is known where to.
    fn open(&mut self) -> usize {
        self.push(Inst::Match, ByteSpan::default());
        self.insts.len() - 1
    }

    /// Fills a split in: into the body behind it, or past the body to here.
    fn close(&mut self, split: usize, lazy: bool) {
        let (body, past) = (split as u32 + 1, self.here());
        self.insts[split] = if lazy { Inst::Split(past, body) } else { Inst::Split(body, past) };
    }

    fn part(&mut self, ir: &Ir) {
        match ir {
            Ir::Step(step, Place(span)) => {
                let known = self.program.steps.iter().position(|s| s == step);
                let number = known.unwrap_or_else(|| {
                    self.program.steps.push(step.clone());
                    self.program.steps.len() - 1
                });
                self.push(Inst::Step(number as u32), *span);
            }
            Ir::Seq(parts) => parts.iter().for_each(|part| self.part(part)),
            Ir::Alt(branches) => {
                let mut exits = Vec::new();
                self.alternatives(branches, &mut exits);
                for exit in exits {
                    self.insts[exit] = Inst::Jump(self.here());
                }
            }
            Ir::Repeat(body, repeat) => self.repeat(body, *repeat),
            Ir::Look(look, body, Place(span)) => {
                let length = body.length().max.unwrap_or(0);
                let code = code(body, self.program);
                // A hyphen may stand before every token.
                let reach = length.saturating_mul(2).saturating_add(1);
                self.program.looks.push(LookProgram { code, behind: look.behind, negative: look.negative, reach });
                self.push(Inst::Look((self.program.looks.len() - 1) as u16), *span);
            }
            Ir::Edge(edge, unit, Place(span)) => self.push(Inst::Edge(*edge, *unit), *span),
            Ir::Capture(role, kind, body, Place(span)) => {
                self.push(Inst::Save(2 * role), *span);
                self.part(body);
                if let Some(kind) = kind {
                    self.push(Inst::Ends(*kind), *span);
                }
                self.push(Inst::Save(2 * role + 1), *span);
            }
            Ir::Gated(number, body) => {
                self.push(Inst::Gate(*number), ByteSpan::default());
                self.part(body);
            }
            Ir::Broken => {}
        }
    }

    /// Branches by halves, so that the signs of a split rule many of them out at once. The first are still preferred.
    fn alternatives(&mut self, branches: &[(Ir, Place)], exits: &mut Vec<usize>) {
        match branches {
            [] => {}
            [(branch, _)] => self.part(branch),
            _ => {
                let (first, second) = branches.split_at(branches.len() / 2);
                let split = self.open();
                self.alternatives(first, exits);
                exits.push(self.open());
                self.close(split, false);
                self.alternatives(second, exits);
            }
        }
    }

    fn repeat(&mut self, body: &Ir, repeat: Repeat) {
        for _ in 0..repeat.min {
            self.part(body);
        }
        let Some(max) = repeat.max else {
            let split = self.open();
            self.part(body);
            self.push(Inst::Jump(split as u32), ByteSpan::default());
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
