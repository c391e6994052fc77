//! Reconsiderations and suits.

mod result;

pub use self::result::{Bucket, RemedyResult};
