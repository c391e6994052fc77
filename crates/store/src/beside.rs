//! What stands beside a case's stream, in one round trip: its sealed pieces opened and held against what its events
//! committed to, who works for the organ, and the other cases of its applicant.

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::civil::Date;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::changes::Step;
use crate::error::Error;
use crate::field::{ColumnsRef, Field};
use crate::kept::{SealedRow, SubjectRow};
use crate::keys::{OwnKey, Vault};
use crate::projection::CaseRow;
use crate::read::{Reader, text};
use crate::row::{Row, read, select_sql};
use crate::session::{Columns, Value};
use crate::vault::Commitment;

/// How many pieces one statement asks for. Two sizes, so that the texts stay prepared and a small case binds little.
const FEW: usize = 12;
const MANY: usize = 64;

/// A piece to open, with what an event committed to about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// Under whose key it is sealed.
    pub subject: Uuid,
    /// Which piece.
    pub id: Uuid,
    /// What the event said it is.
    pub commitment: Commitment,
}

/// What opening a piece finds, held against the event.
#[derive(Clone, PartialEq, Eq)]
pub enum Piece {
    /// The data as it was sealed, and as the event committed to it.
    Plain(Zeroizing<Vec<u8>>),
    /// The subject's key has been destroyed, and the data with it.
    Destroyed,
    /// It is not there, cannot be opened, or is not what the event committed to.
    Damaged,
}

impl std::fmt::Debug for Piece {
    /// Never shows what was sealed: it would end in a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Piece::Plain(_) => "Plain(…)",
            Piece::Destroyed => "Destroyed",
            Piece::Damaged => "Damaged",
        })
    }
}

/// Somebody with an account, without what is secret about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// Login name.
    pub login: String,
    /// Name shown on the screen.
    pub name: String,
    /// Roles, as the application writes them.
    pub roles: String,
    /// Unit of the person; absent if none.
    pub unit: Option<String>,
    /// Whether the person may log in.
    pub active: bool,
}

/// Whose other cases are asked for.
#[derive(Debug, Clone, Copy)]
pub struct SameParty<'a> {
    /// The subject whose values are compared, by their tokens and without opening them.
    pub subject: Uuid,
    /// The field of the blind index that tells who it is, and the one that does where that is not filled in.
    pub fields: [&'a str; 2],
    /// The part played in the other cases.
    pub role: &'a str,
    /// The case that is left out.
    pub not: Uuid,
    /// The days of receipt that are counted apart.
    pub within: (Date, Date),
    /// How many cases are given at most, the latest entered first.
    pub take: i64,
}

/// The other cases of a party.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OtherCases {
    /// How many there are.
    pub all: i64,
    /// How many of them were received within the days asked for.
    pub within: i64,
    /// The latest of them.
    pub latest: Vec<CaseRow>,
}

/// What stands beside a case.
#[derive(Debug, Default)]
pub struct Beside {
    /// The pieces, in the order asked.
    pub pieces: Vec<Piece>,
    /// Everybody with an account, by login.
    pub people: Vec<PersonRow>,
    /// The other cases of the party asked for.
    pub others: OtherCases,
}

const PEOPLE: &str = "SELECT login, name, roles, unit, active FROM accounts WHERE organ = $1 ORDER BY login";

/// The cases in which somebody with the same value of the same field plays the same part. Joined crosswise, which SQLite
/// takes as the order to follow: it knows too little of the tables to find that only this one reads no more than it gives.
const SAME: &str = "SELECT p.case_id FROM blind_index mine CROSS JOIN blind_index same CROSS JOIN case_parties p \
     WHERE mine.organ = $1 AND mine.subject = $2 \
     AND mine.field = CASE WHEN EXISTS (SELECT 1 FROM blind_index had WHERE had.organ = $1 AND had.subject = $2 \
     AND had.field = $3) THEN $3 ELSE $4 END \
     AND same.organ = mine.organ AND same.field = mine.field AND same.token = mine.token \
     AND p.organ = same.organ AND p.subject = same.subject AND p.role = $5 AND p.case_id <> $6";

static SAME_CASES: LazyLock<String> = LazyLock::new(|| {
    select_sql::<CaseRow>(&format!("WHERE organ = $1 AND case_id IN ({SAME}) ORDER BY case_id DESC LIMIT $7"))
});

static SAME_COUNTS: LazyLock<String> = LazyLock::new(|| {
    format!(
        "SELECT COUNT(*), COUNT(CASE WHEN received_on >= $7 AND received_on <= $8 THEN 1 END) FROM case_rows \
         WHERE organ = $1 AND case_id IN ({SAME})"
    )
});

impl Reader {
    /// Opens a case's pieces and reads who works for the organ and the other cases of a party, on SQLite in one round trip
    /// for up to 64 pieces. Nothing can be opened without a vault; then no piece may be asked for.
    ///
    /// A piece that cannot be opened is told as damaged; the whole fails only where nothing can be read, or with
    /// [`Error::WrongMasterKey`].
    pub async fn beside(
        &mut self,
        vault: Option<&Vault>,
        organ: &str,
        wanted: &[Wanted],
        party: Option<SameParty<'_>>,
    ) -> Result<Beside, Error> {
        let mut beside = Beside::default();
        let mut portions = wanted.chunks(MANY);
        let first = portions.next().unwrap_or_default();
        let mut questions = vec![(PEOPLE, vec![text(organ)])];
        questions.extend(party.iter().flat_map(|party| party.questions(organ)));
        let before = questions.len();
        questions.extend(sealed_questions(organ, first));
        let mut sealed = Sealed::default();
        let taken = |place: usize, columns: &Columns<'_>| {
            match place {
                0 => beside.people.push(person(columns)?),
                place if place >= before => sealed.take(place - before, columns)?,
                1 => beside.others.latest.push(read::<CaseRow>(columns)?),
                _ => {
                    beside.others.all = at(columns, 0, "case_rows", "count")?;
                    beside.others.within = at(columns, 1, "case_rows", "count")?;
                }
            }
            Ok(())
        };
        self.session.several(questions, taken).await?;
        beside.pieces = self.opened(vault, organ, first, sealed).await?;
        for portion in portions {
            let mut sealed = Sealed::default();
            let taken = |place: usize, columns: &Columns<'_>| sealed.take(place, columns);
            self.session.several(sealed_questions(organ, portion), taken).await?;
            beside.pieces.extend(self.opened(vault, organ, portion, sealed).await?);
        }
        Ok(beside)
    }

    /// Lists everybody with an account, by login.
    pub async fn people(&mut self, organ: &str) -> Result<Vec<PersonRow>, Error> {
        self.session.all(PEOPLE, vec![text(organ)], person).await
    }

    /// Opens the pieces of a portion with the keys read beside them.
    async fn opened(
        &self,
        vault: Option<&Vault>,
        organ: &str,
        portion: &[Wanted],
        sealed: Sealed,
    ) -> Result<Vec<Piece>, Error> {
        let Some(vault) = vault else { return Ok(vec![Piece::Damaged; portion.len()]) };
        let mut keys: HashMap<Uuid, Option<OwnKey>> = HashMap::with_capacity(sealed.subjects.len());
        for row in sealed.subjects {
            let key = match (row.wrapped_key, row.wrapped_by) {
                (Some(wrapped), Some(by)) => match vault.unwrap(organ, &row.subject.to_string(), &wrapped, &by) {
                    Ok(key) => Some(key),
                    Err(Error::Sealed(_)) => continue,
                    Err(other) => return Err(other),
                },
                _ => None,
            };
            keys.insert(row.subject, key);
        }
        let mut pieces = Vec::with_capacity(portion.len());
        for wanted in portion {
            pieces.push(match (keys.get(&wanted.subject), sealed.pieces.get(&(wanted.subject, wanted.id))) {
                (Some(None), _) => Piece::Destroyed,
                (Some(Some(key)), Some(row)) => match self.open_with(vault, key, row).await {
                    Ok(plain) if key.commitment(&wanted.id.to_string(), &plain) == wanted.commitment.0 => {
                        Piece::Plain(plain)
                    }
                    Ok(_) | Err(Error::Sealed(_) | Error::FileMissing { .. } | Error::FileAltered { .. }) => {
                        Piece::Damaged
                    }
                    Err(other) => return Err(other),
                },
                _ => Piece::Damaged,
            });
        }
        Ok(pieces)
    }
}

impl SameParty<'_> {
    fn questions(&self, organ: &str) -> [Step; 2] {
        let [first, second] = self.fields;
        let same =
            || vec![text(organ), self.subject.value(), text(first), text(second), text(self.role), self.not.value()];
        let (mut cases, mut counts) = (same(), same());
        cases.push(self.take.value());
        counts.extend([self.within.0.value(), self.within.1.value()]);
        [(SAME_CASES.as_str(), cases), (SAME_COUNTS.as_str(), counts)]
    }
}

/// Keys and pieces as they are read.
#[derive(Default)]
struct Sealed {
    subjects: Vec<SubjectRow>,
    pieces: HashMap<(Uuid, Uuid), SealedRow>,
}

impl Sealed {
    /// Takes up a row of the first or the second of [`sealed_questions`].
    fn take(&mut self, place: usize, columns: &Columns<'_>) -> Result<(), Error> {
        if place == 0 {
            self.subjects.push(read::<SubjectRow>(columns)?);
        } else {
            let row = read::<SealedRow>(columns)?;
            self.pieces.insert((row.subject, row.id), row);
        }
        Ok(())
    }
}

/// Asks for the keys and the pieces of a portion; for none where nothing is wanted.
fn sealed_questions(organ: &str, portion: &[Wanted]) -> Vec<Step> {
    static FEW_SQL: LazyLock<[String; 2]> = LazyLock::new(|| sealed_sql(FEW));
    static MANY_SQL: LazyLock<[String; 2]> = LazyLock::new(|| sealed_sql(MANY));
    if portion.is_empty() {
        return Vec::new();
    }
    let (size, [subjects, pieces]) =
        if portion.len() <= FEW { (FEW, LazyLock::force(&FEW_SQL)) } else { (MANY, LazyLock::force(&MANY_SQL)) };
    let mut of: Vec<Uuid> = portion.iter().map(|wanted| wanted.subject).collect();
    of.sort_unstable();
    of.dedup();
    let padded = |values: Vec<Value>, size: usize| {
        let mut all = vec![text(organ)];
        all.extend(values);
        // What is wanting is nothing, which equals nothing.
        all.resize(1 + size, Value::Text(None));
        all
    };
    let of = padded(of.iter().map(Field::value).collect(), size);
    let pairs = padded(portion.iter().flat_map(|one| [one.subject.value(), one.id.value()]).collect(), 2 * size);
    vec![(subjects.as_str(), of), (pieces.as_str(), pairs)]
}

/// The statements for so many pieces. Each pair is looked up by the key: lists of subjects and of ids apart would be tried
/// each with each.
fn sealed_sql(size: usize) -> [String; 2] {
    let places = |from: usize, count: usize| {
        (from..from + count).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ")
    };
    let subjects = select_sql::<SubjectRow>(&format!("WHERE organ = $1 AND subject IN ({})", places(2, size)));
    let pairs = (0..size).map(|pair| format!("({})", places(2 + 2 * pair, 2))).collect::<Vec<_>>().join(", ");
    let columns = SealedRow::COLUMNS.iter().map(|column| format!("s.{column}")).collect::<Vec<_>>().join(", ");
    let pieces = format!(
        "WITH wanted (subject, id) AS (VALUES {pairs}) SELECT {columns} FROM wanted CROSS JOIN sealed s \
         WHERE s.organ = $1 AND s.subject = wanted.subject AND s.id = wanted.id"
    );
    [subjects, pieces]
}

fn person(columns: &Columns<'_>) -> Result<PersonRow, Error> {
    Ok(PersonRow {
        login: at(columns, 0, "accounts", "login")?,
        name: at(columns, 1, "accounts", "name")?,
        roles: at(columns, 2, "accounts", "roles")?,
        unit: at(columns, 3, "accounts", "unit")?,
        active: at(columns, 4, "accounts", "active")?,
    })
}

fn at<F: Field>(columns: &Columns<'_>, at: usize, table: &'static str, column: &'static str) -> Result<F, Error> {
    let corrupt = |why| Error::Corrupt { table, column, row: columns.shown(0), why };
    F::read(&ColumnsRef(columns), at).map_err(corrupt)
}
