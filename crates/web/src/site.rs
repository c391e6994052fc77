//! What the pages run on, shared by all requests.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use app::{App, Moment};
use store::keys::Entropy;

use crate::door::Limits;
use crate::fonts::FontShelf;
use crate::gauge::Gauge;
use crate::press::Press;

/// Tells the time. The command line gives the machine's; tests give one that stands still.
pub trait Clock: Send + Sync {
    /// The moment it is.
    fn now(&self) -> Moment;
    /// Time passed since some fixed point; it only ever grows.
    fn elapsed(&self) -> Duration;
}

/// How the pages are served.
#[derive(Debug, Clone, Default)]
pub struct Serving {
    /// The one-time code that opens the page for setting up the first organ; none once there is one.
    pub setup_code: Option<String>,
    /// Folders of fonts that come before the system's when a PDF is set.
    pub fonts: Vec<PathBuf>,
}

/// Everything a handler can reach. Cheap to clone.
#[derive(Clone)]
pub struct Site {
    pub(crate) app: App,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) entropy: Arc<dyn Entropy>,
    pub(crate) serving: Arc<Serving>,
    pub(crate) limits: Arc<Limits>,
    pub(crate) gauge: Arc<Gauge>,
    pub(crate) press: Arc<Press>,
    pub(crate) fonts: Arc<FontShelf>,
}

impl Site {
    /// Puts the pages together over the use cases.
    pub fn new(app: App, clock: Arc<dyn Clock>, entropy: Arc<dyn Entropy>, serving: Serving) -> Self {
        let fonts = Arc::new(FontShelf::new(serving.fonts.clone()));
        let press = Arc::new(Press::new(fonts.clone()));
        let serving = Arc::new(serving);
        Site { app, clock, entropy, serving, limits: Arc::default(), gauge: Arc::default(), press, fonts }
    }

    /// The moment it is.
    pub(crate) fn now(&self) -> Moment {
        self.clock.now()
    }

    /// Thirty-two random bytes in hexadecimal; `None` when the machine gives none.
    pub(crate) fn random(&self) -> Option<String> {
        let mut bytes = [0; 32];
        self.entropy.fill(&mut bytes).ok()?;
        Some(store::Hash(bytes).to_string())
    }
}
