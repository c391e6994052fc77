//! The house stands as designed: who may depend on whom, read from `cargo metadata`.

use std::collections::BTreeMap;

/// The rooms from left to right; a crate may depend on any crate in a room further right.
const ROOMS: &[&[&str]] =
    &[&["cli"], &["web"], &["app"], &["store", "letters", "annual-report"], &["typeset"], &["law", "document"]];

/// Measures every room and is none itself; nothing may depend on it.
const BENCHES: &str = "benches";

fn room(name: &str) -> usize {
    ROOMS
        .iter()
        .position(|room| room.contains(&name))
        .unwrap_or_else(|| panic!("crate {name} has no room in the house; see docs/architecture.md"))
}

fn members() -> BTreeMap<String, Vec<String>> {
    let metadata = cargo_metadata::MetadataCommand::new()
        .manifest_path(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))
        .no_deps()
        .other_options(vec!["--offline".to_owned()])
        .exec()
        .expect("cargo metadata answers");
    let names: Vec<String> = metadata.packages.iter().map(|package| package.name.to_string()).collect();
    metadata
        .packages
        .iter()
        .map(|package| {
            let ours = package
                .dependencies
                .iter()
                .filter(|dependency| dependency.kind == cargo_metadata::DependencyKind::Normal)
                .map(|dependency| dependency.name.clone())
                .filter(|name| names.contains(name))
                .collect();
            (package.name.to_string(), ours)
        })
        .collect()
}

#[test]
fn a_crate_depends_only_on_rooms_to_its_right() {
    for (name, dependencies) in members().into_iter().filter(|(name, _)| name != BENCHES) {
        for dependency in dependencies {
            assert!(room(&name) < room(&dependency), "{name} must not depend on {dependency}");
        }
    }
}

#[test]
fn law_and_document_depend_on_nothing_of_ours() {
    let members = members();
    for name in ["law", "document"] {
        assert_eq!(members[name], Vec::<String>::new(), "{name} stands alone");
    }
}

#[test]
fn law_is_pure() {
    // No runtime, no database, no clock, no randomness among what it asks for.
    let metadata = cargo_metadata::MetadataCommand::new()
        .manifest_path(concat!(env!("CARGO_MANIFEST_DIR"), "/../law/Cargo.toml"))
        .no_deps()
        .other_options(vec!["--offline".to_owned()])
        .exec()
        .expect("cargo metadata answers");
    let law = metadata.packages.iter().find(|package| package.name.as_str() == "law").expect("law is a member");
    let allowed = ["jiff", "serde", "serde_json", "thiserror"];
    for dependency in law.dependencies.iter().filter(|d| d.kind == cargo_metadata::DependencyKind::Normal) {
        assert!(allowed.contains(&dependency.name.as_str()), "law must stay pure, but asks for {}", dependency.name);
    }
}

#[test]
fn sql_stands_in_store_only() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for entry in std::fs::read_dir(&root).expect("the crates folder is there").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Ok(manifest) = std::fs::read_to_string(entry.path().join("Cargo.toml")) else { continue };
        if name != "store" {
            assert!(!manifest.lines().any(|line| line.starts_with("sqlx")), "{name} must not know the database driver");
        }
    }
}
