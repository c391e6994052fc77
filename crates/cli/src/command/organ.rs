//! `gongkai organ`: founding an organ, and the data folder with it.

use std::process::ExitCode;
use std::sync::Arc;

use app::{App, Occasion, OrganProfile, PLATFORM};
use jiff::civil::Date;
use serde_json::json;
use store::Store;

use crate::answer::{print, print_json};
use crate::args::{Format, Organ};
use crate::command::waiting;
use crate::record::{MachineEntropy, MachineIds, address, console, moment, of_app, of_store};

pub fn run(command: Organ, today: Option<Date>) -> ExitCode {
    let Organ::Found { place, code, name, short, format } = command;
    waiting(format, async move {
        let store = Store::open(&address(&place)?).await.map_err(|error| of_store(&error))?;
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
