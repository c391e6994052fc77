//! The child's side: bounded, it reads what it is given until nothing more comes.

use std::io::{self, BufWriter, Read, Write};

use super::super::document;
use super::frame::{self, Answer, Asked, GREETING};

/// Memory a child may take for reading, besides what the program itself takes.
#[cfg(unix)]
const MEMORY: u64 = 512 << 20;
/// Processor time that one file may cost. A program built for looking into it takes many times as long.
#[cfg(unix)]
const SECONDS_EACH: u64 = if cfg!(debug_assertions) { 30 } else { 2 };
/// Processor time of a child altogether: whoever started it and died cannot end it any more.
#[cfg(unix)]
const PROCESSOR_SECONDS: u64 = 1_800;

/// Reads the files that come in on a pipe and answers on another, within limits that hold for the whole process from
/// here on; ends when no more come.
///
/// # Errors
/// What the pipes say.
pub fn answer(mut input: impl Read, output: impl Write) -> io::Result<()> {
    limit();
    let mut output = BufWriter::new(output);
    output.write_all(GREETING)?;
    output.flush()?;
    while let Some(asked) = frame::next(&mut input)? {
        let asked: Asked = serde_json::from_slice(&asked)?;
        let Some(bytes) = frame::next(&mut input)? else { return Ok(()) };
        limit_next();
        let answer: Answer = document(&bytes, asked.name.as_deref(), &asked.limits);
        drop(bytes);
        frame::write(&mut output, &serde_json::to_vec(&answer)?)?;
        output.flush()?;
    }
    Ok(())
}

/// Bounds this process: a file that wants more ends it, and only it.
#[cfg(unix)]
fn limit() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let bound = |resource: Resource, most: u64| {
        let held = getrlimit(resource);
        let most = held.maximum.map_or(most, |held| held.min(most));
        let _ = setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) });
    };
    if let Some(own) = own_size() {
        bound(Resource::As, own + MEMORY + super::super::pdf::STACK as u64);
    }
    bound(Resource::Cpu, PROCESSOR_SECONDS);
    bound(Resource::Core, 0);
}

#[cfg(not(unix))]
fn limit() {}

/// Bounds what the next file may cost; whoever takes more is ended by the system.
#[cfg(unix)]
fn limit_next() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let Some(used) = processor_time() else { return };
    // The limit is in whole seconds: what is left of the one that runs is a gift.
    let most = used.as_secs() + SECONDS_EACH + u64::from(used.subsec_millis() > 500);
    let held = getrlimit(Resource::Cpu);
    let most = held.maximum.map_or(most, |held| held.min(most));
    let _ = setrlimit(Resource::Cpu, Rlimit { current: Some(most), maximum: held.maximum });
}

#[cfg(not(unix))]
fn limit_next() {}

/// The processor time that this process has taken.
#[cfg(unix)]
fn processor_time() -> Option<std::time::Duration> {
    /// The system tells it in hundredths of a second, whatever its own clock does.
    const TICK: u64 = 10;
    let said = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The second field is a name in brackets, which may hold anything.
    let (_, fields) = said.rsplit_once(')')?;
    let ticks =
        fields.split_whitespace().skip(11).take(2).map(|ticks| ticks.parse::<u64>().ok()).sum::<Option<u64>>()?;
    Some(std::time::Duration::from_millis(ticks * TICK))
}

/// The bytes of address space that this process has now.
#[cfg(unix)]
fn own_size() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmSize:"))?;
    line.split_whitespace().next()?.parse::<u64>().ok().map(|kilobytes| kilobytes << 10)
}
