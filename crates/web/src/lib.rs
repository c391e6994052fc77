//! The officers' pages.
