//! Pages on which things are placed (PDF, OFD), made into tables and paragraphs.
//!
//! Tables come from the lines that are drawn, which gives every cell exactly, merged ones too; what stands outside
//! them is running text, its lines joined to paragraphs. Page numbers and running heads are left out; a table that a
//! page's end cut is joined again.

mod lattice;
mod lines;
mod marks;
mod pages;
mod seen;
mod tables;

pub(super) use marks::{Glyph, MOST_GLYPHS, MOST_SHOWN, Marks, Matrix, RULE_THICKNESS, Rule, Shown, drop_doubles};
pub(super) use seen::Seen;
