//! The handle through which everything is done.

use std::collections::HashMap;
use std::sync::{Arc, RwLock};

use law::calendar::Calendar;
use store::keys::{Entropy, MasterKey, Sm4Gcm, Vault};
use store::{Head, NewEvent, OrganRow, Reader, Store, StoredEvent, Write};
use uuid::Uuid;

use crate::actor::PLATFORM;
use crate::applicant::limit;
use crate::authorise::{Action, Scope, authorise};
use crate::case::KnownCases;
use crate::codec::{EventFamily, encode};
use crate::error::{AppError, DoneMeanwhile, Faults};
use crate::event_names::event_name;
use crate::events::{CALENDAR_STREAM, ORGAN_STREAM};
use crate::list::Lists;
use crate::occasion::Occasion;
use crate::organ::OrganProfile;
use crate::report::FileReader;

/// Where new ids come from. The same source asked in the same order gives the same ids, so a record can be made again.
pub trait Ids: Send + Sync {
    /// Gives an id never given before: a UUIDv7.
    fn next(&self) -> Uuid;
}

/// Most characters of a reason.
const REASON_MAX: usize = 2000;

/// The working-day calendar as last folded, with the head of the stream it was folded from.
type Folded = Option<(Head, Arc<Calendar>)>;

/// What organs have set for themselves as last read, each with the head of the organ's stream.
type Profiles = HashMap<String, (Head, Arc<OrganProfile>)>;

/// What the application runs on: a record, a source of ids, one of randomness, and a master key if one is at hand.
///
/// Cheap to clone; all clones share their connections.
#[derive(Clone)]
pub struct App {
    pub(crate) store: Store,
    pub(crate) ids: Arc<dyn Ids>,
    pub(crate) entropy: Arc<dyn Entropy>,
    pub(crate) vault: Option<Arc<Vault>>,
    pub(crate) folded: Arc<RwLock<Folded>>,
    pub(crate) lists: Arc<Lists>,
    pub(crate) known: Arc<KnownCases>,
    pub(crate) file_reader: Arc<dyn FileReader>,
    profiles: Arc<RwLock<Profiles>>,
}

/// The vault owns its source of randomness; the application shares its own with it.
struct Shared(Arc<dyn Entropy>);

impl Entropy for Shared {
    fn fill(&self, bytes: &mut [u8]) -> std::io::Result<()> {
        self.0.fill(bytes)
    }
}

impl App {
    /// Puts an application together. Without a master key everything works that neither seals nor opens personal data.
    pub fn new(store: Store, ids: Arc<dyn Ids>, entropy: Arc<dyn Entropy>, master: Option<MasterKey>) -> Self {
        let vault = master.map(|key| Arc::new(Vault::new(key, Sm4Gcm, Shared(entropy.clone()))));
        let (folded, profiles, lists, known) = Default::default();
        let file_reader = Arc::new(document::read::document);
        App { store, ids, entropy, vault, folded, profiles, lists, known, file_reader }
    }

    /// The same with another reader of files; at first they are read in this process.
    pub fn reading_files_by(self, file_reader: Arc<dyn FileReader>) -> Self {
        App { file_reader, ..self }
    }

    /// Gives the record, for backup, migration and closing.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Whether personal data can be sealed and opened.
    pub fn has_master_key(&self) -> bool {
        self.vault.is_some()
    }

    /// Gives a new id.
    pub fn new_id(&self) -> Uuid {
        self.ids.next()
    }

    pub(crate) fn vault(&self) -> Result<&Vault, AppError> {
        self.vault.as_deref().ok_or(AppError::MasterKeyMissing)
    }

    /// Asks the one door about an organ's record.
    pub(crate) fn permit(&self, occasion: &Occasion<'_>, action: Action) -> Result<(), AppError> {
        Ok(authorise(occasion.actor, action, &Scope::organ(occasion.organ))?)
    }

    /// Asks the one door about what all organs share.
    pub(crate) async fn permit_on_platform(&self, occasion: &Occasion<'_>, action: Action) -> Result<(), AppError> {
        let organs = self.organs().await?;
        let sole = match organs.as_slice() {
            [only] => Some(only.as_str()),
            _ => None,
        };
        Ok(authorise(occasion.actor, action, &Scope::platform(sole))?)
    }

    /// The codes of the organs that keep their record here.
    pub async fn organs(&self) -> Result<Vec<String>, AppError> {
        let mut organs = self.store.read().await?.organs().await?;
        organs.retain(|organ| organ != PLATFORM);
        Ok(organs)
    }

    /// What an organ has set for itself; fails when there is no such organ.
    pub(crate) async fn profile(&self, reader: &mut Reader, organ: &str) -> Result<OrganProfile, AppError> {
        profile_of(organ, reader.find::<OrganRow>(organ, &()).await?)
    }

    /// The same where it is known how far the organ's stream goes; read only when that is not where it was read last.
    async fn profile_at(&self, reader: &mut Reader, organ: &str, head: Head) -> Result<Arc<OrganProfile>, AppError> {
        if let Ok(known) = self.profiles.read()
            && let Some((of, profile)) = known.get(organ)
            && *of == head
        {
            return Ok(profile.clone());
        }
        let row = reader.find::<OrganRow>(organ, &()).await?;
        let read_at = row.as_ref().map_or(0, |row| row.updated_seq);
        let profile = Arc::new(profile_of(organ, row)?);
        // The row may be newer than the head, unless both were read in one transaction.
        if read_at == head.seq
            && let Ok(mut known) = self.profiles.write()
        {
            known.insert(organ.to_owned(), (head, profile.clone()));
        }
        Ok(profile)
    }

    /// What cases rest on beside their own streams: what the organ has set for itself, and the working days.
    pub(crate) async fn settings(
        &self,
        reader: &mut Reader,
        organ: &str,
    ) -> Result<(Arc<OrganProfile>, Arc<Calendar>), AppError> {
        let heads = reader.heads(grounds(organ)).await?;
        self.settings_at(reader, organ, heads).await
    }

    /// The same where it is known how far the two streams of [`grounds`] go.
    pub(crate) async fn settings_at(
        &self,
        reader: &mut Reader,
        organ: &str,
        [set, calendar]: [Head; 2],
    ) -> Result<(Arc<OrganProfile>, Arc<Calendar>), AppError> {
        Ok((self.profile_at(reader, organ, set).await?, self.calendar_at(reader, calendar).await?))
    }

    /// The same as last known, with the heads of the two streams; whoever uses it compares them.
    pub(crate) fn settings_remembered(&self, organ: &str) -> Option<([Head; 2], Arc<OrganProfile>, Arc<Calendar>)> {
        let (set, profile) = self.profiles.read().ok()?.get(organ)?.clone();
        let (adopted, calendar) = self.folded.read().ok()?.clone()?;
        Some(([set, adopted], profile, calendar))
    }

    /// Begins to write rows of an organ's cases: they rest on the calendar and on the organ's settings too, and neither
    /// may change before they are committed.
    pub(crate) async fn begin(&self, organ: &str) -> Result<Write, AppError> {
        let mut write = self.store.write().await?;
        write.hold(PLATFORM, CALENDAR_STREAM).await?;
        write.hold(organ, ORGAN_STREAM).await?;
        Ok(write)
    }

    /// The same, one writer after another in the organ: who gives a number, or changes what all cases rest on.
    pub(crate) async fn begin_alone(&self, organ: &str) -> Result<Write, AppError> {
        let mut write = self.store.write().await?;
        write.hold(PLATFORM, CALENDAR_STREAM).await?;
        write.hold_alone(organ, ORGAN_STREAM).await?;
        Ok(write)
    }

    /// Says who was faster: what happened in a stream after the head that was read.
    pub(crate) async fn overtaken(&self, organ: &str, stream: &str, after: i64) -> AppError {
        match self.store.load(organ, stream).await {
            Ok(loaded) => done_since(&loaded.events, after),
            Err(error) => AppError::Store(error),
        }
    }

    /// Turns a conflict into words about what changed; passes everything else on.
    pub(crate) async fn explain<T>(&self, result: Result<T, AppError>) -> Result<T, AppError> {
        let conflict = match &result {
            Err(AppError::Store(error)) => error.conflict().cloned(),
            _ => None,
        };
        match conflict {
            Some(conflict) => Err(self.overtaken(&conflict.organ, &conflict.stream, conflict.expected.seq).await),
            None => result,
        }
    }
}

/// The streams, each with its organ, that an organ's cases rest on beside their own.
pub(crate) fn grounds(organ: &str) -> [(&str, &str); 2] {
    [(organ, ORGAN_STREAM), (PLATFORM, CALENDAR_STREAM)]
}

/// Says who was faster, from all events of a stream: what happened in it after the head that was read.
pub(crate) fn done_since(events: &[StoredEvent], after: i64) -> AppError {
    let later = events.iter().filter(|event| event.seq > after);
    AppError::Overtaken(
        later
            .map(|event| DoneMeanwhile {
                actor: event.actor.clone(),
                what: event_name(&event.kind).to_owned(),
                at: event.recorded_at,
            })
            .collect(),
    )
}

/// What an organ has set for itself, from its row; fails when there is no such organ.
fn profile_of(organ: &str, row: Option<OrganRow>) -> Result<OrganProfile, AppError> {
    let row = row.ok_or_else(|| AppError::NotFound { what: "机关", which: organ.to_owned() })?;
    serde_json::from_slice(&row.settings).map_err(|_| AppError::Inconsistent(format!("机关{organ}的设置无法读出")))
}

/// Makes an event ready for the record.
pub(crate) fn new_event<E: EventFamily>(occasion: &Occasion<'_>, event: &E) -> Result<NewEvent, AppError> {
    let mut faults = Faults::default();
    limit(occasion.reason, REASON_MAX, "理由", "reason".to_owned(), &mut faults);
    faults.none_or()?;
    let encoded = encode(event)?;
    Ok(NewEvent {
        recorded_at: occasion.at.recorded_at,
        occurred_on: occasion.on,
        actor: occasion.actor.id.clone(),
        reason: occasion.reason.to_owned(),
        kind: encoded.kind,
        version: encoded.version,
        payload: encoded.payload,
    })
}
