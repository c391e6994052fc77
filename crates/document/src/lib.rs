//! Files in and out. Knows paragraphs and tables; knows no law.

mod clean;
mod expanded;
mod grid;
mod model;
pub mod official;
pub mod read;
pub mod write;

pub use clean::printable;
pub use expanded::{Expanded, MAX_EXPANDED_COLUMNS, MAX_POSITIONS, Seat};
pub use grid::{Grid, GridFault, MAX_COLUMNS, MAX_ROWS, Slot};
pub use model::{Align, Block, Cell, Document, Paragraph, Place, Role, Table};
