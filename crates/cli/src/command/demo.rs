//! `gongkai demo`: the demo organ's record.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use app::App;
use app::demo::{self, SeededEntropy, SeededIds};
use jiff::civil::Date;
use law::reason::chinese_date;
use store::keys::MasterKey;
use store::{Address, Store};

use super::serve::serve;
use crate::answer::{Refusal, print};
use crate::args::{Demo, Place};
use crate::command::key::write_key;
use crate::disk;
use crate::record::{MachineEntropy, MachineIds, address, master_key_file, of_app, of_store};

/// The demo's own key, beside its data; no real organ keeps it there.
pub(super) const DEMO_KEY: &str = "demo-master.key";

pub async fn run(args: &Demo, today: Date, named: Option<Date>) -> Result<ExitCode, Refusal> {
    let address = address(&args.place)?;
    if today < demo::FIRST_DAY {
        let first = chinese_date(demo::FIRST_DAY);
        return Err(Refusal::new(format!("演示数据从{first}起才能生成，请用 --today 指明这一天或者以后的日期。")));
    }
    refuse_what_is_there(&address)?;
    let key_file = key_file(&address)?;
    let store = match &address {
        Address::Folder(_) => Store::open(&address).await,
        Address::Database { .. } => {
            Store::migrate(&address).await.map_err(|error| of_store(&error))?;
            Store::open(&address).await
        }
    }
    .map_err(|error| of_store(&error))?;
    if !store
        .read()
        .await
        .map_err(|error| of_store(&error))?
        .organs()
        .await
        .map_err(|error| of_store(&error))?
        .is_empty()
    {
        return Err(Refusal::new(format!("{address}：这个数据库里已有数据，演示数据只写进空的数据库；请另建一个。")));
    }
    let entropy = Arc::new(SeededEntropy::of(today));
    let key = MasterKey::generate(entropy.as_ref()).map_err(|error| of_store(&error))?;
    let key_text = key.to_hex();
    write_key(&key_file, &key)?;
    let app = App::new(store, Arc::new(SeededIds::of(today)), entropy, Some(key));
    let made = demo::make(&app, today).await.map_err(|error| of_app(&error))?;
    print(&format!("演示数据已生成：{address}\n{made}"));
    if args.no_serve {
        app.store().clone().close().await;
        print(&format!("打开办理页面：gongkai serve {}", in_words(&args.place)));
        return Ok(ExitCode::SUCCESS);
    }
    // What is entered from now on is no part of the demonstration: its ids and keys are the machine's.
    let key = MasterKey::parse(key_text.as_bytes()).map_err(|error| of_store(&error))?;
    let app = App::new(app.store().clone(), Arc::new(MachineIds), Arc::new(MachineEntropy), Some(key));
    serve(app, args.listen, args.fonts.clone(), named).await
}

/// The place as the command line names it; a database's address may hold a password and is not shown again.
fn in_words(place: &Place) -> String {
    match (&place.data, &place.files) {
        (Some(data), _) => format!("--data {}", data.display()),
        (None, Some(files)) => format!("--database 地址 --files {files}"),
        (None, None) => String::new(),
    }
}

/// Where the demo's own key is written: beside its data, or where the variable says; never over another key.
fn key_file(address: &Address) -> Result<PathBuf, Refusal> {
    let path = match (address, master_key_file()) {
        (Address::Folder(folder), _) => folder.join(DEMO_KEY),
        (Address::Database { .. }, Some(path)) => path,
        (Address::Database { .. }, None) => {
            return Err(Refusal::new(
                "请用环境变量 GONGKAI_MASTER_KEY_FILE 指明演示用的主密钥写到哪个文件（还不存在的文件）。",
            ));
        }
    };
    if path.exists() {
        return Err(Refusal::new(format!("{}：这里已有主密钥，演示不会覆盖它；请换一个文件名。", path.display())));
    }
    Ok(path)
}

/// The demo writes into an empty folder only; what is there is never touched.
fn refuse_what_is_there(address: &Address) -> Result<(), Refusal> {
    let Address::Folder(folder) = address else { return Ok(()) };
    let shown = folder.display();
    match std::fs::read_dir(folder).map(|mut entries| entries.next().is_none()) {
        Ok(true) => Ok(()),
        Ok(false) => Err(Refusal::new(format!(
            "{shown}：这个文件夹不是空的，演示数据只写进空文件夹；请换一个文件夹，或者先清空它。"
        ))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(Refusal::new(format!("{shown}：{}。", disk::in_words(&error)))),
    }
}
