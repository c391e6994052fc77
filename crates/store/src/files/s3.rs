//! Files in a bucket of an S3-speaking object store.

use std::sync::Arc;

use futures_util::TryStreamExt;
use jiff::Timestamp;
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt};

use super::http::Carrier;
use super::{Listed, name};
use crate::error::Error;
use crate::event::Hash;

/// Files in a bucket. Cheap to clone.
#[derive(Debug, Clone)]
pub struct S3 {
    bucket: Arc<AmazonS3>,
    prefix: Path,
}

impl S3 {
    /// Opens a bucket with endpoint and credentials from the `AWS_` variables (`AWS_ENDPOINT`, `AWS_REGION`,
    /// `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_ALLOW_HTTP`, `AWS_CA_BUNDLE` and the others of object_store).
    /// Nothing is asked of the bucket yet.
    pub fn open(bucket: &str, prefix: &str) -> Result<S3, Error> {
        S3::built(AmazonS3Builder::from_env(), bucket, prefix)
    }

    /// Opens a bucket with settings given instead of read from the environment.
    pub fn with(settings: &[(&str, &str)], bucket: &str, prefix: &str) -> Result<S3, Error> {
        let mut builder = AmazonS3Builder::new();
        for (key, value) in settings {
            let key = key.to_ascii_lowercase().parse().map_err(|e| failed(key, e))?;
            builder = builder.with_config(key, *value);
        }
        S3::built(builder, bucket, prefix)
    }

    fn built(builder: AmazonS3Builder, bucket: &str, prefix: &str) -> Result<S3, Error> {
        // Files go one by one, and not every S3-speaking store (Alibaba Cloud's OSS among them) takes deletions in bulk.
        let builder = builder.with_bucket_name(bucket).with_disable_bulk_delete(true);
        let built = builder.with_http_connector(Carrier).build();
        Ok(S3 { bucket: Arc::new(built.map_err(|e| failed(bucket, e))?), prefix: Path::from(prefix) })
    }

    fn key(&self, hash: Hash) -> Path {
        let (folder, name) = name(hash);
        self.prefix.clone().join(folder).join(name)
    }

    pub(super) async fn put(&self, bytes: Vec<u8>) -> Result<Hash, Error> {
        let hash = Hash::of(&bytes);
        let key = self.key(hash);
        self.bucket.put(&key, bytes.into()).await.map_err(|e| failed(key.as_ref(), e))?;
        Ok(hash)
    }

    pub(super) async fn get(&self, hash: Hash) -> Result<Vec<u8>, Error> {
        let key = self.key(hash);
        let found = match self.bucket.get(&key).await {
            Ok(found) => found.bytes().await,
            Err(object_store::Error::NotFound { .. }) => return Err(Error::FileMissing(hash.to_string())),
            Err(other) => Err(other),
        };
        Ok(found.map_err(|e| failed(key.as_ref(), e))?.into())
    }

    pub(super) async fn delete(&self, hash: Hash) -> Result<(), Error> {
        let key = self.key(hash);
        match self.bucket.delete(&key).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(other) => Err(failed(key.as_ref(), other)),
        }
    }

    pub(super) async fn list(&self) -> Result<Vec<Listed>, Error> {
        let objects: Vec<_> =
            self.bucket.list(Some(&self.prefix)).try_collect().await.map_err(|e| failed(self.prefix.as_ref(), e))?;
        let listed = objects.iter().filter_map(|object| {
            let hash = Hash::parse(object.location.filename()?)?;
            let written_at = Timestamp::from_microsecond(object.last_modified.timestamp_micros()).ok()?;
            Some(Listed { hash, written_at })
        });
        Ok(listed.collect())
    }
}

fn failed(key: &str, source: object_store::Error) -> Error {
    Error::Objects { key: key.to_owned(), source: Box::new(source) }
}
