//! Opening the record a command works on: where it is, which key opens it, who acts, and when.

use std::path::PathBuf;
use std::sync::Arc;

use app::{Actor, App, AppError, Ids, Moment};
use jiff::civil::Date;
use store::keys::Entropy;
use store::{Address, Store};
use uuid::Uuid;

use crate::answer::Refusal;
use crate::args::Place;
use crate::command::{now, today_in_shanghai};
use crate::disk;

/// The variable that names the master key's file.
pub const MASTER_KEY_FILE: &str = "GONGKAI_MASTER_KEY_FILE";

/// Random bytes of the operating system.
pub struct MachineEntropy;

impl Entropy for MachineEntropy {
    #[expect(clippy::disallowed_methods, reason = "the command line is where randomness is asked for")]
    fn fill(&self, bytes: &mut [u8]) -> std::io::Result<()> {
        getrandom::fill(bytes).map_err(|error| std::io::Error::other(error.to_string()))
    }
}

/// UUIDv7 of the machine's clock.
pub struct MachineIds;

impl Ids for MachineIds {
    fn next(&self) -> Uuid {
        let mut random = [0; 10];
        // Without randomness an id still differs by its time; the key of the log refuses a second one like it.
        let _ = MachineEntropy.fill(&mut random);
        let millis = u64::try_from(now().as_millisecond()).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }
}

/// Says where the record is, as the command line names it.
pub fn address(place: &Place) -> Result<Address, Refusal> {
    match (&place.data, &place.database, &place.files) {
        (Some(data), _, _) => Ok(Address::Folder(data.clone())),
        (None, Some(url), Some(files)) => Address::database(url, files).map_err(|error| of_store(&error)),
        _ => Err(Refusal::new("请用 --data 指明数据文件夹，或者用 --database 和 --files 指明数据库和文件存放处。")),
    }
}

/// Opens a record that is there; a folder that holds none is refused, so that a slip of the pen makes no new record.
pub async fn open(place: &Place) -> Result<Store, Refusal> {
    Store::open(&existing(place)?).await.map_err(|error| of_store(&error))
}

/// Says where a record is that is there already.
pub fn existing(place: &Place) -> Result<Address, Refusal> {
    let address = address(place)?;
    if let Address::Folder(folder) = &address {
        let told = |what: &str| Refusal::new(format!("{}：{what}。", folder.display()));
        match std::fs::metadata(folder.join(store::DATABASE_FILE)) {
            Ok(file) if file.is_file() => {}
            Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => {
                return Err(told(&disk::in_words(&error)));
            }
            _ => return Err(told("这里没有数据，请检查 --data 后面的路径")),
        }
    }
    Ok(address)
}

/// Opens a record for use cases that neither seal nor open personal data, so without the master key.
pub async fn open_app(place: &Place, today: Option<Date>) -> Result<(App, Moment), Refusal> {
    let store = open(place).await?;
    let app = App::new(store, Arc::new(MachineIds), Arc::new(MachineEntropy), None);
    let at = moment(today);
    app.start(at).await.map_err(|error| of_app(&error))?;
    Ok((app, at))
}

/// The moment of entry: the clock, or on another day if one was named.
pub fn moment(today: Option<Date>) -> Moment {
    match today {
        Some(day) if day != today_in_shanghai() => Moment::on(day, 12 * 3600),
        _ => Moment::at(now()),
    }
}

/// The organ a command is about: the one named, or the only one there is.
pub async fn organ(app: &App, named: Option<&str>) -> Result<String, Refusal> {
    let organs = app.organs().await.map_err(|error| of_app(&error))?;
    match (named, organs.as_slice()) {
        (Some(code), _) if organs.iter().any(|organ| organ == code) => Ok(code.to_owned()),
        (Some(code), _) => Err(Refusal::new(format!("没有代码为“{code}”的机关；已有的机关：{}。", listed(&organs)))),
        (None, [only]) => Ok(only.clone()),
        (None, []) => Err(Refusal::new("数据中还没有机关，请先用 gongkai organ found 建立。")),
        (None, _) => Err(Refusal::new(format!("数据中有多个机关，请用 --organ 指明：{}。", listed(&organs)))),
    }
}

/// The console acts for an organ: whoever runs the program on the machine already holds its files.
pub fn console(organ: &str) -> Actor {
    Actor::console(organ)
}

fn listed(organs: &[String]) -> String {
    if organs.is_empty() { "无".to_owned() } else { organs.join("、") }
}

/// The file the environment names for the master key.
pub fn master_key_file() -> Option<PathBuf> {
    std::env::var_os(MASTER_KEY_FILE).map(PathBuf::from)
}

/// Says a failure of the use cases on the command line.
pub fn of_app(error: &AppError) -> Refusal {
    tracing::debug!(?error, "not carried out");
    match error {
        AppError::Invalid(faults) => {
            Refusal::of_faults("请先改正：", faults.0.iter().map(|fault| fault.message.clone()).collect())
        }
        AppError::Refused(refusal) => Refusal::citing(refusal.message.clone(), refusal.cite.to_string()),
        AppError::Store(error) => of_store(error),
        other => Refusal::new(format!("{other}。{}", other.hint())),
    }
}

/// Says a failure of the record on the command line.
pub fn of_store(error: &store::Error) -> Refusal {
    tracing::debug!(?error, "the record failed");
    Refusal::new(format!("{error}。{}", error.hint()))
}
