//! `gongkai verify`, `gongkai rebuild`, `gongkai migrate`: keeping the record sound.

use std::process::ExitCode;

use app::{Occasion, PLATFORM};
use jiff::SignedDuration;
use jiff::civil::Date;
use serde_json::json;
use store::Store;

use crate::answer::{Refusal, print, print_json};
use crate::args::{Format, Kept};
use crate::record::{console, existing, of_app, of_store, open, open_app};

/// Checks the chain as it lies: nothing is adopted or written first, and no key is needed.
pub async fn verify(args: &Kept, _today: Option<Date>) -> Result<ExitCode, Refusal> {
    let store = open(&args.place).await?;
    let chain = store.verify(None).await.map_err(|error| of_store(&error))?;
    let answer = match chain {
        Err(broken) => {
            let told = json!({
                "organ": broken.organ, "stream": broken.stream, "seq": broken.seq, "what": broken.what,
            });
            match args.format {
                Format::Json => print_json(&json!({ "broken": told })),
                Format::Text => print(&format!("事件链已被破坏，第一处：{broken}")),
            }
            ExitCode::from(1)
        }
        Ok(verified) => {
            let files = store.verify_files(None).await.map_err(|error| of_store(&error))?;
            match args.format {
                Format::Json => {
                    print_json(&json!({ "streams": verified.streams, "events": verified.events, "files": files }));
                }
                Format::Text => print(&format!(
                    "事件链完整：{}条流，{}个事件，{files}个文件，逐一核对无误。",
                    verified.streams, verified.events
                )),
            }
            ExitCode::SUCCESS
        }
    };
    store.close().await;
    Ok(answer)
}

pub async fn rebuild(args: &Kept, today: Option<Date>) -> Result<ExitCode, Refusal> {
    let (app, at) = open_app(&args.place, today).await?;
    let actor = console(PLATFORM);
    let rebuilt = app.rebuild(&Occasion::now(&actor, at)).await.map_err(|error| of_app(&error))?;
    // A file whose transaction is still under way is younger than this.
    let older_than = at.recorded_at - SignedDuration::from_hours(24);
    let swept = app.store().sweep(older_than).await.map_err(|error| of_store(&error))?;
    match args.format {
        Format::Json => {
            print_json(&json!({ "streams": rebuilt.streams, "unchanged": rebuilt.unchanged, "swept": swept }));
        }
        Format::Text => {
            let same =
                if rebuilt.unchanged { "与原来完全一致" } else { "与原来不一致，已以事件为准" };
            print(&format!("已由{}条流的事件重新生成全部台账，{same}。清除无主文件{swept}个。", rebuilt.streams));
        }
    }
    app.store().clone().close().await;
    Ok(ExitCode::SUCCESS)
}

pub async fn migrate(args: &Kept) -> Result<ExitCode, Refusal> {
    let migrated = Store::migrate(&existing(&args.place)?).await.map_err(|error| of_store(&error))?;
    match args.format {
        Format::Json => print_json(&json!({ "from": migrated.from, "to": migrated.to, "backup": migrated.backup })),
        Format::Text if migrated.from == migrated.to => {
            print(&format!("数据库已经是第{}版，不需要升级。", migrated.to))
        }
        Format::Text => {
            let kept = migrated.backup.map(|path| format!("升级前的副本在 {}。", path.display())).unwrap_or_default();
            print(&format!("数据库已从第{}版升级到第{}版。{kept}", migrated.from, migrated.to));
        }
    }
    Ok(ExitCode::SUCCESS)
}
