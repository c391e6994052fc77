//! Ciphers and keys: SM4-GCM seals, HMAC-SM3 commits and indexes.
//!
//! ```text
//! master key (a file outside the database)
//!   └ wraps, organ by organ ─ subject's key ─ seals the subject's data, commits to it
//!                           └ index key     ─ makes the tokens of the blind index
//! ```
//!
//! Destroying a subject's wrapped key destroys its data; copies of the database made before still hold it until they
//! are thrown away themselves.

mod cipher;

use hmac::{Hmac, KeyInit, Mac};
use sm3::{Digest, Sm3};
use zeroize::{Zeroize, Zeroizing};

use crate::error::Error;

pub use cipher::{Cipher, CipherKey, NONCE, Sm4Gcm, TAG};

/// Gives random bytes from the operating system, or in a test from a seed.
pub trait Entropy: Send + Sync {
    /// Fills the whole slice, or fails.
    fn fill(&self, bytes: &mut [u8]) -> std::io::Result<()>;
}

/// The key that wraps all others, 32 bytes. It is read from a file and never stored in the database.
pub struct MasterKey(Zeroizing<[u8; 32]>);

impl MasterKey {
    /// Reads 32 bytes, or 64 hexadecimal digits with white space around them.
    pub fn parse(bytes: &[u8]) -> Result<MasterKey, Error> {
        let mut key = Zeroizing::new([0; 32]);
        if bytes.len() == 32 {
            key.copy_from_slice(bytes);
        } else if !crate::hex::decode(bytes.trim_ascii(), key.as_mut_slice()) {
            return Err(Error::MasterKeyForm);
        }
        Ok(MasterKey(key))
    }

    /// Makes a new key from random bytes.
    pub fn generate(entropy: &dyn Entropy) -> Result<MasterKey, Error> {
        let mut key = Zeroizing::new([0; 32]);
        entropy.fill(key.as_mut_slice()).map_err(Error::Entropy)?;
        Ok(MasterKey(key))
    }

    /// Writes the key as 64 hexadecimal digits, for its file.
    pub fn to_hex(&self) -> Zeroizing<String> {
        Zeroizing::new(crate::Hash(*self.0).to_string())
    }
}

impl std::fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MasterKey(…)")
    }
}

/// Hands out the master key of an organ. The plain [`MasterKey`] serves every organ; a service that keeps keys in
/// hardware or one file an organ implements it otherwise.
pub trait Keys: Send + Sync {
    /// Gives the 32 bytes from which the organ's wrapping key is derived.
    fn master(&self, organ: &str) -> Result<Zeroizing<[u8; 32]>, Error>;
}

impl Keys for MasterKey {
    fn master(&self, _organ: &str) -> Result<Zeroizing<[u8; 32]>, Error> {
        Ok(self.0.clone())
    }
}

/// All that sealing and opening need. The application holds one.
pub struct Vault {
    keys: Box<dyn Keys>,
    cipher: Box<dyn Cipher>,
    entropy: Box<dyn Entropy>,
}

/// A subject's or an organ's own key, 32 bytes, in the open for as long as it is used.
pub(crate) struct OwnKey(Zeroizing<[u8; 32]>);

impl Vault {
    /// Puts a vault together. The cipher is [`Sm4Gcm`] unless a certified module is at hand.
    pub fn new(keys: impl Keys + 'static, cipher: impl Cipher + 'static, entropy: impl Entropy + 'static) -> Vault {
        Vault { keys: Box::new(keys), cipher: Box::new(cipher), entropy: Box::new(entropy) }
    }

    /// Makes a key of its own for a subject or a purpose.
    pub(crate) fn own_key(&self) -> Result<OwnKey, Error> {
        let mut key = Zeroizing::new([0; 32]);
        self.entropy.fill(key.as_mut_slice()).map_err(Error::Entropy)?;
        Ok(OwnKey(key))
    }

    /// Wraps a key with the organ's master key; `of` is what the key belongs to. Gives the wrapped key and the
    /// fingerprint of the key that wraps it.
    pub(crate) fn wrap(&self, organ: &str, of: &str, key: &OwnKey) -> Result<(Vec<u8>, Vec<u8>), Error> {
        let (wrapping, fingerprint) = self.wrapping(organ)?;
        let wrapped = self.encrypt(&wrapping, &bound(&["gongkai/wrap/1", organ, of]), key.0.as_slice())?;
        Ok((wrapped, fingerprint))
    }

    /// Unwraps a key. A fingerprint that is not the master key's is [`Error::WrongMasterKey`].
    pub(crate) fn unwrap(&self, organ: &str, of: &str, wrapped: &[u8], wrapped_by: &[u8]) -> Result<OwnKey, Error> {
        let (wrapping, fingerprint) = self.wrapping(organ)?;
        if fingerprint != wrapped_by {
            return Err(Error::WrongMasterKey { organ: organ.to_owned() });
        }
        let mut plain = self
            .decrypt(&wrapping, &bound(&["gongkai/wrap/1", organ, of]), wrapped)
            .ok_or_else(|| Error::Sealed(of.to_owned()))?;
        let key = <[u8; 32]>::try_from(plain.as_slice()).map_err(|_| Error::Sealed(of.to_owned()));
        plain.zeroize();
        Ok(OwnKey(Zeroizing::new(key?)))
    }

    /// Seals data with a key of its own, bound to organ, subject and piece. Gives nonce, ciphertext and tag.
    pub(crate) fn seal(
        &self,
        key: &OwnKey,
        organ: &str,
        subject: &str,
        id: &str,
        data: &[u8],
    ) -> Result<Vec<u8>, Error> {
        let sealing = key.derived("gongkai/seal/1");
        self.encrypt(&cipher_key(&sealing), &bound(&["gongkai/sealed/1", organ, subject, id]), data)
    }

    /// Opens what [`Vault::seal`] sealed.
    pub(crate) fn open(
        &self,
        key: &OwnKey,
        organ: &str,
        subject: &str,
        id: &str,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, Error> {
        let sealing = key.derived("gongkai/seal/1");
        self.decrypt(&cipher_key(&sealing), &bound(&["gongkai/sealed/1", organ, subject, id]), sealed)
            .map(Zeroizing::new)
            .ok_or_else(|| Error::Sealed(format!("{subject} {id}")))
    }

    fn wrapping(&self, organ: &str) -> Result<(CipherKey, Vec<u8>), Error> {
        let master = self.keys.master(organ)?;
        let wrapping = hmac_sm3(master.as_slice(), &bound(&["gongkai/master/1", organ]));
        let mark = hmac_sm3(master.as_slice(), &bound(&["gongkai/fingerprint/1", organ]));
        Ok((cipher_key(&wrapping), mark.iter().take(8).copied().collect()))
    }

    fn encrypt(&self, key: &CipherKey, bound: &[u8], data: &[u8]) -> Result<Vec<u8>, Error> {
        let mut nonce = [0; NONCE];
        self.entropy.fill(&mut nonce).map_err(Error::Entropy)?;
        let sealed = self.cipher.seal(key, &nonce, bound, data);
        let sealed = sealed.ok_or_else(|| Error::Unstorable("数据过长，无法加密".to_owned()))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    fn decrypt(&self, key: &CipherKey, bound: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>()?;
        self.cipher.open(key, nonce, bound, sealed)
    }
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Vault(…)")
    }
}

impl OwnKey {
    fn derived(&self, purpose: &str) -> Zeroizing<[u8; 32]> {
        hmac_sm3(self.0.as_slice(), purpose.as_bytes())
    }

    /// Commits to a piece of data: whoever has the key can prove what it was, whoever has not learns nothing.
    pub(crate) fn commitment(&self, id: &str, data: &[u8]) -> [u8; 32] {
        let key = self.derived("gongkai/commit/1");
        *hmac_sm3(key.as_slice(), &[bound(&[id]).as_slice(), data].concat())
    }

    /// Makes the token of a value in the blind index.
    pub(crate) fn token(&self, field: &str, value: &str) -> Vec<u8> {
        hmac_sm3(self.0.as_slice(), &bound(&["gongkai/blind/1", field, value])).to_vec()
    }
}

fn cipher_key(derived: &[u8; 32]) -> CipherKey {
    let mut key = Zeroizing::new([0; 16]);
    key.iter_mut().zip(derived).for_each(|(to, from)| *to = *from);
    key
}

/// Joins parts so that no two different lists join to the same bytes.
fn bound(parts: &[&str]) -> Vec<u8> {
    let mut joined = Vec::new();
    for part in parts {
        joined.extend((part.len() as u64).to_be_bytes());
        joined.extend(part.as_bytes());
    }
    joined
}

/// HMAC over SM3. Keys longer than a block are digested first, as the construction says.
fn hmac_sm3(key: &[u8], data: &[u8]) -> Zeroizing<[u8; 32]> {
    let short: Zeroizing<[u8; 32]>;
    let key = if key.len() > 64 {
        short = Zeroizing::new(Sm3::digest(key).into());
        short.as_slice()
    } else {
        key
    };
    let mut block = hmac::digest::Key::<Hmac<Sm3>>::default();
    block.iter_mut().zip(key).for_each(|(to, from)| *to = *from);
    let mut mac = <Hmac<Sm3> as KeyInit>::new(&block);
    block.as_mut_slice().zeroize();
    mac.update(data);
    Zeroizing::new(mac.finalize().into_bytes().into())
}

#[cfg(test)]
mod tests;
