//! Gathers what the pages load and embeds it: our style and script, and two files that npm brings.
//!
//! npm runs here rather than in the Makefile, so that a plain `cargo build` is enough and a stale copy cannot be embedded.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// Name under which a file is served, where it lies, and its media type.
const OURS: &[(&str, &str, &str)] = &[
    ("desk.css", "assets/desk.css", "text/css; charset=utf-8"),
    ("print.css", "assets/print.css", "text/css; charset=utf-8"),
    ("desk.js", "assets/desk.js", "text/javascript; charset=utf-8"),
    ("mark.svg", "assets/mark.svg", "image/svg+xml"),
];
const FROM_NPM: &[(&str, &str, &str)] = &[
    ("normalize.css", "node_modules/modern-normalize/modern-normalize.css", "text/css; charset=utf-8"),
    ("htmx.js", "node_modules/htmx.org/dist/htmx.min.js", "text/javascript; charset=utf-8"),
];
const MANIFESTS: &[&str] = &["package.json", "package-lock.json", ".npmrc"];

fn main() {
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it"));
    let npm = out.join("npm");
    fetch(&here, &npm);
    let mut code = String::from("pub(super) static EMBEDDED: &[Asset] = &[\n");
    let ours = OURS.iter().map(|(name, path, kind)| (name, here.join(path), kind));
    let theirs = FROM_NPM.iter().map(|(name, path, kind)| (name, npm.join(path), kind));
    for (name, path, kind) in ours.chain(theirs) {
        let bytes = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let tag = fingerprint(&bytes);
        writeln!(
            code,
            "    Asset {{ name: {name:?}, tag: \"{tag:016x}\", media_type: {kind:?}, bytes: include_bytes!({path:?}) }},"
        )
        .expect("a string takes everything");
        println!("cargo:rerun-if-changed={}", path.display());
    }
    code.push_str("];\n");
    fs::write(out.join("embedded.rs"), code).expect("the build's own folder can be written");
}

/// Has npm bring what the lock file names, unless exactly that is there already.
fn fetch(here: &Path, npm: &Path) {
    fs::create_dir_all(npm).expect("the build's own folder can be written");
    let mut moved = !FROM_NPM.iter().all(|(_, path, _)| npm.join(path).is_file());
    for name in MANIFESTS {
        println!("cargo:rerun-if-changed={name}");
        let (wanted, there) = (fs::read(here.join(name)).expect("the manifest is there"), fs::read(npm.join(name)));
        if there.ok().as_ref() != Some(&wanted) {
            fs::write(npm.join(name), wanted).expect("the build's own folder can be written");
            moved = true;
        }
    }
    if !moved {
        return;
    }
    let done =
        Command::new("npm").args(["ci", "--ignore-scripts", "--no-fund", "--no-audit"]).current_dir(npm).output();
    match done {
        Ok(output) if output.status.success() => {}
        Ok(output) => panic!("npm ci failed:\n{}", String::from_utf8_lossy(&output.stderr)),
        Err(error) => panic!("npm could not be started ({error}); the pages need Node.js with npm to be built"),
    }
}

/// FNV-1a: tells one version of a file from another in its address.
fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
