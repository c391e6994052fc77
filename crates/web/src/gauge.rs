//! What the machine's keepers watch: how many requests, with what answer, how long. No addresses, no names.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use axum::http::StatusCode;

/// Upper bounds of the classes of duration, in seconds.
const BOUNDS: [f64; 7] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.0];

#[derive(Default)]
struct Counted {
    answers: BTreeMap<u16, u64>,
    within: [u64; BOUNDS.len()],
    count: u64,
    seconds: f64,
}

/// Counts requests by route.
#[derive(Default)]
pub(crate) struct Gauge(Mutex<BTreeMap<String, Counted>>);

impl Gauge {
    /// Notes one request; `route` is the pattern of the address, never the address.
    pub(crate) fn note(&self, route: &str, status: StatusCode, took: Duration) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let counted = match all.get_mut(route) {
            Some(counted) => counted,
            None => all.entry(route.to_owned()).or_default(),
        };
        let seconds = took.as_secs_f64();
        *counted.answers.entry(status.as_u16()).or_default() += 1;
        counted.count += 1;
        counted.seconds += seconds;
        for (bound, within) in BOUNDS.iter().zip(&mut counted.within) {
            if seconds <= *bound {
                *within += 1;
            }
        }
    }

    /// All of it in the text form Prometheus reads.
    pub(crate) fn told(&self) -> String {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut out = String::from(
            "# HELP gongkai_requests_total Requests by route and status.\n# TYPE gongkai_requests_total counter\n",
        );
        for (route, counted) in all.iter() {
            for (status, count) in &counted.answers {
                let _ = writeln!(out, "gongkai_requests_total{{route=\"{route}\",status=\"{status}\"}} {count}");
            }
        }
        out.push_str("# HELP gongkai_request_seconds Time to answer.\n# TYPE gongkai_request_seconds histogram\n");
        for (route, counted) in all.iter() {
            for (bound, within) in BOUNDS.iter().zip(&counted.within) {
                let _ = writeln!(out, "gongkai_request_seconds_bucket{{route=\"{route}\",le=\"{bound}\"}} {within}");
            }
            let count = counted.count;
            let _ = writeln!(out, "gongkai_request_seconds_bucket{{route=\"{route}\",le=\"+Inf\"}} {count}");
            let _ = writeln!(out, "gongkai_request_seconds_sum{{route=\"{route}\"}} {}", counted.seconds);
            let _ = writeln!(out, "gongkai_request_seconds_count{{route=\"{route}\"}} {count}");
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_counted_by_route_status_and_class_of_duration() {
        let gauge = Gauge::default();
        gauge.note("GET /work", StatusCode::OK, Duration::from_millis(7));
        gauge.note("GET /work", StatusCode::OK, Duration::from_millis(30));
        gauge.note("GET /work", StatusCode::FORBIDDEN, Duration::from_millis(1));
        let told = gauge.told();
        assert!(told.contains("gongkai_requests_total{route=\"GET /work\",status=\"200\"} 2"));
        assert!(told.contains("gongkai_request_seconds_bucket{route=\"GET /work\",le=\"0.01\"} 2"));
        assert!(told.contains("gongkai_request_seconds_count{route=\"GET /work\"} 3"));
    }
}
