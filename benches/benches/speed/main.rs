//! What the program costs, as ratios against named baselines measured in the same run, turn by turn.
//!
//! Run by `make bench`. It prints and never fails: a busy machine is no fault of the program. One part alone:
//! `cargo bench -p benches -- recording`.
#![allow(clippy::disallowed_methods, reason = "a bench reads the clock")]
#![allow(clippy::unwrap_used, reason = "a bench that cannot run should say where it broke")]

mod compiling;
mod deciding;
mod files;
mod house;
mod measure;
mod reading;
mod recording;
mod rolling;
mod serving;
mod setting;

fn main() {
    // Cargo hands `--bench` on; the rest names parts.
    let asked: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    match measure::load() {
        Some(load) if load > 1.0 => {
            println!("load {load:.2}: the machine is busy, these figures are not to be trusted")
        }
        Some(load) => println!("load {load:.2} before"),
        None => {}
    }
    let runtime = tokio::runtime::Runtime::new().unwrap();
    for part in ["reading", "files", "deciding", "recording", "compiling", "rolling", "setting", "serving"] {
        if !asked.is_empty() && !asked.iter().any(|word| word == part) {
            continue;
        }
        match part {
            "reading" => reading::run(),
            "files" => files::run(),
            "deciding" => deciding::run(),
            "recording" => runtime.block_on(recording::run()),
            "compiling" => runtime.block_on(compiling::run()),
            "rolling" => rolling::run(),
            "setting" => setting::run(),
            _ => runtime.block_on(serving::run()),
        }
    }
}
