//! The cipher behind a trait, so that a certified module can take the place of the software.

use aes_gcm::aead::{Aead, Payload};
use aes_gcm::{AesGcm, KeyInit};
use sm4::Sm4;
use zeroize::Zeroizing;

/// Bytes of a nonce.
pub const NONCE: usize = 12;
/// Bytes that the tag adds to a ciphertext.
pub const TAG: usize = 16;

/// A key of 128 bits, wiped when dropped.
pub type CipherKey = Zeroizing<[u8; 16]>;

/// Encrypts so that any change is noticed (authenticated encryption with associated data).
pub trait Cipher: Send + Sync {
    /// Encrypts `data` and binds it to `bound`, which is not part of the result. `None` if the data is too long.
    fn seal(&self, key: &CipherKey, nonce: &[u8; NONCE], bound: &[u8], data: &[u8]) -> Option<Vec<u8>>;
    /// Decrypts what was sealed with the same key, nonce and `bound`; `None` if anything differs.
    fn open(&self, key: &CipherKey, nonce: &[u8; NONCE], bound: &[u8], sealed: &[u8]) -> Option<Vec<u8>>;
}

/// SM4 in Galois/counter mode (RFC 8998), in software.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sm4Gcm;

type Gcm = AesGcm<Sm4, aes_gcm::aead::consts::U12>;

impl Cipher for Sm4Gcm {
    fn seal(&self, key: &CipherKey, nonce: &[u8; NONCE], bound: &[u8], data: &[u8]) -> Option<Vec<u8>> {
        Gcm::new((&**key).into()).encrypt(nonce.into(), Payload { msg: data, aad: bound }).ok()
    }

    fn open(&self, key: &CipherKey, nonce: &[u8; NONCE], bound: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        Gcm::new((&**key).into()).decrypt(nonce.into(), Payload { msg: sealed, aad: bound }).ok()
    }
}
