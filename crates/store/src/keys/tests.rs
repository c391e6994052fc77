use super::*;

/// Random bytes for tests: a counter digested, so that they never repeat and are the same each time.
pub(crate) struct Counted(pub std::sync::atomic::AtomicU64);

impl Entropy for Counted {
    fn fill(&self, bytes: &mut [u8]) -> std::io::Result<()> {
        for chunk in bytes.chunks_mut(32) {
            let number = self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            let digest: [u8; 32] = Sm3::digest(number.to_be_bytes()).into();
            chunk.copy_from_slice(&digest[..chunk.len()]);
        }
        Ok(())
    }
}

fn counted() -> Counted {
    Counted(0.into())
}

fn vault(master: u8) -> Vault {
    Vault::new(MasterKey::parse(&[master; 32]).unwrap(), Sm4Gcm, counted())
}

fn bytes(hex: &str) -> Vec<u8> {
    let mut bytes = vec![0; hex.len() / 2];
    assert!(crate::hex::decode(hex.as_bytes(), &mut bytes));
    bytes
}

#[test]
fn sm4_gcm_gives_what_rfc_8998_says() {
    let key = Zeroizing::new(bytes("0123456789ABCDEFFEDCBA9876543210").try_into().unwrap());
    let nonce = bytes("00001234567800000000ABCD").try_into().unwrap();
    let bound = bytes("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2");
    let data = bytes(
        "AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDDEEEEEEEEEEEEEEEEFFFFFFFFFFFFFFFFEEEEEEEEEEEEEEEEAAAAAAAAAAAAAAAA",
    );
    let sealed = bytes(
        "17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D\
         83DE3541E4C2B58177E065A9BF7B62EC",
    );
    assert_eq!(Sm4Gcm.seal(&key, &nonce, &bound, &data), Some(sealed.clone()));
    assert_eq!(Sm4Gcm.open(&key, &nonce, &bound, &sealed), Some(data));
    assert_eq!(Sm4Gcm.open(&key, &nonce, b"", &sealed), None);
}

#[test]
fn hmac_sm3_agrees_with_another_maker_for_short_and_long_keys() {
    // Computed with OpenSSL: openssl mac -digest SM3 -macopt hexkey:… HMAC
    let short: Vec<u8> = (0..32).collect();
    assert_eq!(
        hmac_sm3(&short, b"abc").to_vec(),
        bytes("A8F95CF26F204957E7CA73C9602A25DDA35F168B28103B51DFC968C810416B63")
    );
    assert_eq!(
        hmac_sm3(&[0xab; 70], b"abc").to_vec(),
        bytes("6517B7D2DC6DE3E9D20E983BBBC2784FA18D0756C1AD9052DA2EEB839D0EB22E")
    );
}

#[test]
fn a_master_key_is_32_bytes_or_64_digits() {
    let key = MasterKey::generate(&counted()).unwrap();
    let hex = key.to_hex();
    let again = MasterKey::parse(format!("{}\n", hex.as_str()).as_bytes()).unwrap();
    assert_eq!(*again.0, *key.0);
    for wrong in [&b""[..], b"short", &[b'g'; 64], &[0; 31], &[b'0'; 65]] {
        assert!(matches!(MasterKey::parse(wrong), Err(Error::MasterKeyForm)));
    }
    assert_eq!(format!("{key:?}"), "MasterKey(…)");
}

#[test]
fn sealed_data_opens_only_where_it_was_sealed() {
    let vault = vault(1);
    let key = vault.own_key().unwrap();
    let sealed = vault.seal(&key, "A", "s", "p", "申请人甲".as_bytes()).unwrap();
    assert_eq!(vault.open(&key, "A", "s", "p", &sealed).unwrap().as_slice(), "申请人甲".as_bytes());
    for (organ, subject, id) in [("B", "s", "p"), ("A", "t", "p"), ("A", "s", "q"), ("As", "", "p")] {
        assert!(matches!(vault.open(&key, organ, subject, id, &sealed), Err(Error::Sealed(_))));
    }
    for byte in 0..sealed.len() {
        let mut altered = sealed.clone();
        altered[byte] ^= 1;
        assert!(vault.open(&key, "A", "s", "p", &altered).is_err(), "byte {byte}");
    }
    assert!(vault.open(&key, "A", "s", "p", &sealed[..5]).is_err());
    let again = vault.seal(&key, "A", "s", "p", "申请人甲".as_bytes()).unwrap();
    assert_ne!(sealed, again, "every seal has its own nonce");
}

#[test]
fn a_wrong_master_key_is_told_apart_from_tampering() {
    let (right, wrong) = (vault(1), vault(2));
    let key = right.own_key().unwrap();
    let (mut wrapped, by) = right.wrap("A", "s", &key).unwrap();
    assert!(right.unwrap("A", "s", &wrapped, &by).is_ok());
    assert!(matches!(wrong.unwrap("A", "s", &wrapped, &by), Err(Error::WrongMasterKey { .. })));
    assert!(matches!(right.unwrap("A", "t", &wrapped, &by), Err(Error::Sealed(_))));
    wrapped[20] ^= 1;
    assert!(matches!(right.unwrap("A", "s", &wrapped, &by), Err(Error::Sealed(_))));
}

#[test]
fn commitments_and_tokens_depend_on_the_key() {
    let vault = vault(1);
    let (one, other) = (vault.own_key().unwrap(), vault.own_key().unwrap());
    assert_eq!(one.commitment("p", b"x"), one.commitment("p", b"x"));
    assert_ne!(one.commitment("p", b"x"), other.commitment("p", b"x"));
    assert_ne!(one.commitment("p", b"x"), one.commitment("q", b"x"));
    assert_eq!(one.token("id", "1"), one.token("id", "1"));
    assert_ne!(one.token("id", "1"), other.token("id", "1"));
    assert_ne!(one.token("id", "1"), one.token("i", "d1"));
}
