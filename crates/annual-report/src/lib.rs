//! annual-report
