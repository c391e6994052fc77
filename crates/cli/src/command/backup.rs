//! `gongkai backup`: a copy of the whole record while others write.

use std::process::ExitCode;

use crate::answer::{Refusal, print};
use crate::args::Backup;
use crate::record::{of_store, open};

pub async fn run(args: &Backup) -> Result<ExitCode, Refusal> {
    let store = open(&args.place).await?;
    let copied = store.backup(&args.to).await.map_err(|error| of_store(&error))?;
    store.close().await;
    print(&format!(
        "已备份到 {}（{}个文件）。主密钥不在其中，请确认另有保管；恢复时把这个文件夹作为 --data 使用，先运行 gongkai verify。",
        args.to.display(),
        copied.files
    ));
    Ok(ExitCode::SUCCESS)
}
