//! The rows that cannot be rebuilt from events, because they hold what must be erasable or secret, or count what was
//! handed out.

use jiff::Timestamp;
use uuid::Uuid;

use crate::event::Hash;
use crate::row::row;

row! {
    /// A person's account.
    Account in "accounts", Kept, key 2: String,
    {
        /// Organ it belongs to.
        organ: String,
        /// Login name.
        login: String,
        /// Name shown on the screen.
        name: String,
        /// Argon2 hash of the password, in PHC form; absent until one is set.
        password: Option<String>,
        /// Roles, as the application writes them.
        roles: String,
        /// Unit of the person; absent if none.
        unit: Option<String>,
        /// Whether it may log in.
        active: bool,
        /// When somebody last signed in with it; absent if nobody has.
        signed_in_at: Option<Timestamp>,
    }
}

row! {
    /// A browser in which somebody is signed in. Whoever reads the database cannot take it over: the token itself is
    /// kept nowhere.
    SessionRow in "sessions", Kept, key 2: Hash,
    {
        /// Organ of the account.
        organ: String,
        /// SM3 of the session's token.
        token: Hash,
        /// What it is called when it is listed and ended.
        session_id: Uuid,
        /// Login of the account.
        login: String,
        /// When the person signed in.
        made_at: Timestamp,
        /// When it was last used, to within a few minutes.
        seen_at: Timestamp,
        /// When it ends however much it is used.
        expires_at: Timestamp,
        /// The browser, as it names itself.
        agent: String,
    }
}

row! {
    /// A file that the record refers to; its bytes lie in [`crate::Files`] under the same hash.
    Blob in "blobs", Kept, key 2: Hash,
    {
        /// Organ it belongs to.
        organ: String,
        /// SM3 of the bytes as stored.
        hash: Hash,
        /// How many bytes.
        size: i64,
        /// Media type, e.g. `application/pdf`; what is sealed is `application/octet-stream`.
        media_type: String,
        /// When it was stored.
        stored_at: Timestamp,
    }
}

row! {
    /// The last number handed out of one series.
    Counter in "numbers", Kept, key 3: (String, i64),
    {
        /// Organ of the series.
        organ: String,
        /// Kind of number.
        kind: String,
        /// Year of the series.
        year: i64,
        /// The last number handed out.
        last: i64,
    }
}

row! {
    /// A person whose data is sealed, and the key of that seal, itself wrapped by the organ's master key.
    SubjectRow in "subjects", Kept, key 2: Uuid,
    {
        /// Organ that holds the data.
        organ: String,
        /// The subject.
        subject: Uuid,
        /// Its key, wrapped; absent once destroyed.
        wrapped_key: Option<Vec<u8>>,
        /// Fingerprint of the master key that wraps it; absent once destroyed.
        wrapped_by: Option<Vec<u8>>,
        /// When it was made.
        made_at: Timestamp,
        /// When its key was destroyed.
        destroyed_at: Option<Timestamp>,
    }
}

row! {
    /// One piece of a subject's data, encrypted: here if small, in a file if large.
    SealedRow in "sealed", Kept, key 3: (Uuid, Uuid),
    {
        /// Organ that holds the data.
        organ: String,
        /// The subject.
        subject: Uuid,
        /// The piece.
        id: Uuid,
        /// Nonce and ciphertext; absent if in a file.
        ciphertext: Option<Vec<u8>>,
        /// The file with nonce and ciphertext; absent if here.
        blob: Option<Hash>,
    }
}

row! {
    /// A keyed token of a value by which subjects are found again without storing the value.
    BlindRow in "blind_index", Kept, key 4: (String, Vec<u8>, Uuid),
    {
        /// Organ that holds the data.
        organ: String,
        /// What kind of value: an identity number, a telephone number.
        field: String,
        /// HMAC-SM3 of the value.
        token: Vec<u8>,
        /// The subject that has the value.
        subject: Uuid,
    }
}

row! {
    /// A key of the organ's own, wrapped by its master key: the key of the blind index.
    OrganKey in "organ_keys", Kept, key 2: String,
    {
        /// The organ.
        organ: String,
        /// What the key is for.
        purpose: String,
        /// The key, wrapped.
        wrapped_key: Vec<u8>,
        /// Fingerprint of the master key that wraps it.
        wrapped_by: Vec<u8>,
    }
}
