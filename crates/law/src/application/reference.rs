//! What a case names without holding it: people, sealed texts, files, other cases, numbers.
//!
//! No personal data stands in an event. A person is an opaque reference beside a keyed commitment; free texts (what was
//! asked, letters, opinions) are sealed elsewhere and referred to.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! reference {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// Makes the reference from its text, which is never interpreted.
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// Returns the text.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Says whether nothing is referred to.
            pub fn is_blank(&self) -> bool {
                self.0.trim().is_empty()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
    };
}

reference! {
    /// A person or body whose data is kept in an envelope of its own: applicant, agent, third party.
    SubjectRef
}
reference! {
    /// A sealed text: the wording of a request, a letter, an opinion, a statement of reasons.
    SealedRef
}
reference! {
    /// A stored file: a mandate, a paper approval, a proof of service.
    FileRef
}
reference! {
    /// Another case of the same organ.
    CaseRef
}
reference! {
    /// The officer who acted.
    ActorId
}
reference! {
    /// The number of an outgoing letter (文号), given at sign-off and never used twice.
    LetterNumber
}

reference! {
    /// The number of a postal item (邮件号码), such as that of an EMS slip; by it the post tells when it was handed in.
    PostalNumber
}

macro_rules! number {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u32);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}", self.0)
            }
        }
    };
}

number! {
    /// The serial number of an item applied for, from 1.
    ItemNo
}
number! {
    /// The serial number of a correction notice within the case, from 1.
    CorrectionNo
}
number! {
    /// The serial number of a consultation within the case, from 1.
    ConsultationNo
}
number! {
    /// The serial number of an extension within the case, from 1.
    ExtensionNo
}
number! {
    /// The serial number of a fee notice within the case, from 1.
    FeeNo
}
number! {
    /// The serial number of a reply within the case, from 1.
    ReplyNo
}
number! {
    /// The serial number of a service (送达) of one reply, from 1.
    ServiceNo
}
number! {
    /// The serial number of a reconsideration or suit against the case, from 1.
    ContestNo
}
