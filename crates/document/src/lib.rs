//! Files in and out. Knows paragraphs and tables; knows no law.

mod model;

pub use model::{Align, Block, Cell, Document, Paragraph, Place, Role, Table};
