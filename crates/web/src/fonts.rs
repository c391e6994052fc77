//! The fonts PDFs are set in: found when the first one is asked for, so that starting stays quick and idling small.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use typeset::{Fonts, FontsMissing};

/// The operator's folders of fonts, and what was found there and on the machine.
#[derive(Default)]
pub(crate) struct FontShelf {
    folders: Vec<PathBuf>,
    found: OnceLock<Arc<Fonts>>,
}

impl FontShelf {
    /// A shelf over these folders; nothing is looked for yet.
    pub(crate) fn new(folders: Vec<PathBuf>) -> Self {
        FontShelf { folders, found: OnceLock::new() }
    }

    /// Gives the fonts. Looking for them takes some tenths of a second, so it is asked for where blocking is fine; what was
    /// missing is looked for again the next time, since somebody may have installed it meanwhile.
    pub(crate) fn fonts(&self) -> Result<Arc<Fonts>, FontsMissing> {
        if let Some(fonts) = self.found.get() {
            return Ok(fonts.clone());
        }
        let fonts = Arc::new(Fonts::load(&self.folders)?);
        Ok(self.found.get_or_init(|| fonts).clone())
    }
}
