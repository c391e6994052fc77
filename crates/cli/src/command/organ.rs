//! `gongkai organ`: founding an organ, and the data folder with it.

use std::process::ExitCode;
use std::sync::Arc;

use app::{App, Occasion, OrganProfile, PLATFORM};
use jiff::civil::Date;
use serde_json::json;
use store::{Address, Store};

use crate::answer::{Refusal, print, print_json};
use crate::args::{Format, Organ};
use crate::command::waiting;
use crate::disk;
use crate::record::{MachineEntropy, MachineIds, address, console, moment, of_app, of_store};

pub fn run(command: Organ, today: Option<Date>) -> ExitCode {
    let Organ::Found { place, code, name, short, format } = command;
    waiting(format, async move {
        let address = address(&place)?;
        refuse_a_folder_of_other_things(&address)?;
        let store = Store::open(&address).await.map_err(|error| of_store(&error))?;
        let app = App::new(store, Arc::new(MachineIds), Arc::new(MachineEntropy), None);
        let at = moment(today);
        app.start(at).await.map_err(|error| of_app(&error))?;
        let actor = console(PLATFORM);
        let occasion = Occasion::now(&actor, at).because("建立机关");
        app.found_organ(&occasion, &code, &OrganProfile::new(&name, &short)).await.map_err(|error| of_app(&error))?;
        app.store().clone().close().await;
        match format {
            Format::Json => print_json(&json!({ "organ": code, "name": name })),
            Format::Text => {
                print(&format!("已建立机关“{name}”（代码 {code}）。下一步：用 gongkai user add 增加管理员。"))
            }
        }
        Ok(ExitCode::SUCCESS)
    })
}

/// A record is begun in a folder of its own: a slip of the pen must not leave a database among somebody's papers.
fn refuse_a_folder_of_other_things(address: &Address) -> Result<(), Refusal> {
    let Address::Folder(folder) = address else { return Ok(()) };
    if folder.join(store::DATABASE_FILE).exists() {
        return Ok(());
    }
    match std::fs::read_dir(folder).map(|mut entries| entries.next().is_none()) {
        Ok(true) => Ok(()),
        Ok(false) => Err(Refusal::new(format!(
            "{}：文件夹里有别的东西，又没有本程序的数据；请指定已有的数据文件夹，或者一个空文件夹。",
            folder.display()
        ))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(Refusal::new(format!("{}：{}。", folder.display(), disk::in_words(&error)))),
    }
}
