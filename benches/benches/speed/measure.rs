//! Taking turns, medians, and the one form in which a result is printed.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

/// Measures how long something takes, and gives what it gave.
pub fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let begun = Instant::now();
    let made = work();
    (begun.elapsed(), made)
}

/// Times of turns taken by ours and by the baseline. The first turns only warm up.
pub struct Turns {
    warm: usize,
    ours: Vec<Duration>,
    theirs: Vec<Duration>,
}

impl Turns {
    /// Begins; the first `warm` turns of each side will not count.
    pub fn new(warm: usize) -> Self {
        Turns { warm, ours: Vec::new(), theirs: Vec::new() }
    }

    /// Notes a turn of ours, of so many pieces of work.
    pub fn ours(&mut self, time: Duration, pieces: u32) {
        self.ours.push(time / pieces);
    }

    /// Notes a turn of the baseline.
    pub fn theirs(&mut self, time: Duration, pieces: u32) {
        self.theirs.push(time / pieces);
    }

    /// How unequal the turns of the baseline that count are.
    pub fn spread(&self) -> f64 {
        spread(self.theirs.get(self.warm..).unwrap_or_default())
    }

    /// The medians of ours and of the baseline, for one piece of work.
    pub fn medians(&self) -> (Duration, Duration) {
        let counted = |times: &[Duration]| median(times.iter().skip(self.warm).copied().collect());
        (counted(&self.ours), counted(&self.theirs))
    }
}

/// A baseline whose slow turns take so many times its quick ones tells nothing: something else had the machine.
const STEADY: f64 = 2.5;

/// How many times longer the slow turns (the ninth of ten) took than the quick ones (the first of ten).
fn spread(times: &[Duration]) -> f64 {
    let mut times = times.to_vec();
    times.sort_unstable();
    let at = |tenth: usize| times.get(times.len() * tenth / 10).map_or(0.0, Duration::as_secs_f64);
    at(9) / at(1)
}

/// The load of the last minute, where the system tells it. Other work starves a short baseline more than a long command,
/// and so flatters the ratio.
pub fn load() -> Option<f64> {
    std::fs::read_to_string("/proc/loadavg").ok()?.split_whitespace().next()?.parse().ok()
}

/// The middle of some times.
pub fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// What a ratio may be.
pub enum Limit {
    /// Ours may take at most so many times the baseline's time.
    Times(f64),
    /// Ours must reach at least so many times the baseline's rate.
    Rate(f64),
    /// Ours is told as a share of the baseline's rate, for what it is worth: it does the work of many of the baseline's pieces.
    Told,
}

/// Prints a result beside its baseline.
pub fn beside(name: &str, turns: &Turns, baseline: &str, limit: Limit) {
    let ((ours, theirs), spread) = (turns.medians(), turns.spread());
    let (ratio, told, kept) = match limit {
        Limit::Times(most) => {
            let ratio = ours.as_secs_f64() / theirs.as_secs_f64();
            (ratio, format!("at most {most}"), ratio <= most)
        }
        Limit::Rate(least) => {
            let ratio = theirs.as_secs_f64() / ours.as_secs_f64();
            (ratio, format!("at least {least}"), ratio >= least)
        }
        Limit::Told => (theirs.as_secs_f64() / ours.as_secs_f64(), "none".to_owned(), true),
    };
    let shown = |time: Duration| match limit {
        Limit::Times(_) => plain(time),
        Limit::Rate(_) | Limit::Told => format!("{:.0}/s", 1.0 / time.as_secs_f64()),
    };
    let verdict = if matches!(limit, Limit::Told) {
        "no verdict"
    } else if spread > STEADY {
        "UNSTEADY, no verdict: run again on a quiet machine"
    } else {
        verdict(kept)
    };
    println!(
        "{name}: measured {}, baseline \"{baseline}\" {} (spread {spread:.1}), ratio {ratio:.2} (limit {told}) {verdict}",
        shown(ours),
        shown(theirs)
    );
}

/// Prints a result that has a limit of its own.
pub fn alone(name: &str, ours: Duration, limit: Duration, further: &[(&str, Duration)]) {
    let mut line = format!("{name}: measured {}", plain(ours));
    for (what, time) in further {
        let _ = write!(line, ", {what} {}", plain(*time));
    }
    println!("{line} (limit under {}) {}", plain(limit), verdict(ours < limit));
}

fn verdict(kept: bool) -> &'static str {
    if kept { "ok" } else { "OVER" }
}

/// A time in the unit that suits it.
fn plain(time: Duration) -> String {
    let micros = time.as_secs_f64() * 1e6;
    match micros {
        m if m < 10.0 => format!("{m:.2} µs"),
        m if m < 1000.0 => format!("{m:.1} µs"),
        m if m < 10_000.0 => format!("{:.2} ms", m / 1e3),
        m => format!("{:.1} ms", m / 1e3),
    }
}
