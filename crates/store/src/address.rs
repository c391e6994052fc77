//! Where a record is kept.

use std::path::PathBuf;

use crate::error::Error;

/// Where a record is kept: in one folder, or in a database with files beside it.
#[derive(Clone, PartialEq, Eq)]
pub enum Address {
    /// A data folder: SQLite, files and backups in it. Made if it is not there.
    Folder(PathBuf),
    /// A PostgreSQL database and the place of the files.
    Database {
        /// `postgres://…`
        url: String,
        /// Where the files lie.
        files: FilesAddress,
    },
}

/// Where files are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilesAddress {
    /// A folder, which every node must see.
    Folder(PathBuf),
    /// A bucket of an S3-speaking object store; endpoint and credentials come from the `AWS_` variables.
    S3 {
        /// The bucket.
        bucket: String,
        /// What every key begins with; may be empty; without slashes at its ends.
        prefix: String,
    },
}

impl FilesAddress {
    /// Reads a folder's path or `s3://bucket/prefix`. Fails on a bucket without a name and on any other scheme.
    pub fn parse(text: &str) -> Result<FilesAddress, Error> {
        if let Some(rest) = text.strip_prefix("s3://") {
            let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
            if bucket.is_empty() {
                return Err(Error::Address(text.to_owned()));
            }
            let prefix = prefix.trim_matches('/').to_owned();
            return Ok(FilesAddress::S3 { bucket: bucket.to_owned(), prefix });
        }
        if text.is_empty() || text.contains("://") {
            return Err(Error::Address(text.to_owned()));
        }
        Ok(FilesAddress::Folder(PathBuf::from(text)))
    }
}

impl Address {
    /// Reads a database's URL and the place of its files. Fails on any scheme but `postgres` and `postgresql`.
    pub fn database(url: &str, files: &str) -> Result<Address, Error> {
        if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
            return Err(Error::Address(without_password(url)));
        }
        Ok(Address::Database { url: url.to_owned(), files: FilesAddress::parse(files)? })
    }
}

impl std::fmt::Display for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Address::Folder(path) => path.display().fmt(f),
            Address::Database { url, .. } => f.write_str(&without_password(url)),
        }
    }
}

impl std::fmt::Debug for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Address::Folder(path) => f.debug_tuple("Folder").field(path).finish(),
            Address::Database { url, files } => {
                f.debug_struct("Database").field("url", &without_password(url)).field("files", files).finish()
            }
        }
    }
}

/// Drops user, password and options from a URL, so that it may be shown.
fn without_password(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let place = rest.rsplit_once('@').map_or(rest, |(_, place)| place);
    format!("{scheme}://{place}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_never_shows_a_password() {
        let address = Address::database("postgres://u:p@ss@db:5432/gongkai?password=x", "s3://b").unwrap();
        assert_eq!(address.to_string(), "postgres://db:5432/gongkai");
        assert!(!format!("{address:?}").contains("ss@"));
        let refused = Address::database("mysql://u:geheim@db/x", "f").unwrap_err();
        assert!(!refused.to_string().contains("geheim"));
    }

    #[test]
    fn files_lie_in_a_folder_or_a_bucket() {
        let s3 = |b: &str, p: &str| FilesAddress::S3 { bucket: b.into(), prefix: p.into() };
        assert_eq!(FilesAddress::parse("s3://b").unwrap(), s3("b", ""));
        assert_eq!(FilesAddress::parse("s3://b/a/c/").unwrap(), s3("b", "a/c"));
        assert_eq!(FilesAddress::parse("/srv/files").unwrap(), FilesAddress::Folder("/srv/files".into()));
        for wrong in ["", "s3://", "s3:///x", "http://b/x"] {
            assert!(FilesAddress::parse(wrong).is_err(), "{wrong}");
        }
    }
}
