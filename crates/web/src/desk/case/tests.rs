//! The pages of a case through the door, on cases made by the use cases an officer would use.

mod office;
mod pages;
mod papers;
mod people;

use self::office::{Office, contains, lacks};
