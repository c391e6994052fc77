//! `gongkai serve`: the officers' pages.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use app::{App, Moment};
use document::read::Limits;
use jiff::civil::Date;
use store::Address;
use store::keys::{Entropy as _, MasterKey};
use tokio::net::TcpListener;
use web::{Clock, Serving, Site};

use super::demo::DEMO_KEY;
use crate::answer::{Refusal, print};
use crate::args::Serve;
use crate::disk;
use crate::record::{MachineEntropy, MachineIds, address, master_key_file, moment, of_app, of_store};

/// The machine's clock, or a day that stands still where one was named.
struct MachineClock {
    begun: Instant,
    today: Option<Date>,
}

impl MachineClock {
    #[expect(clippy::disallowed_methods, reason = "the command line is where the clock is asked")]
    fn new(today: Option<Date>) -> Self {
        MachineClock { begun: Instant::now(), today }
    }
}

impl Clock for MachineClock {
    fn now(&self) -> Moment {
        moment(self.today)
    }

    fn elapsed(&self) -> Duration {
        self.begun.elapsed()
    }
}

pub async fn run(args: &Serve, today: Option<Date>) -> Result<ExitCode, Refusal> {
    let address = address(&args.place)?;
    let store = store::Store::open(&address).await.map_err(|error| of_store(&error))?;
    let key = master_key(&address)?;
    let app = App::new(store, Arc::new(MachineIds), Arc::new(MachineEntropy), key);
    app.start(moment(today)).await.map_err(|error| of_app(&error))?;
    serve(app, args.listen, args.fonts.clone(), today).await
}

/// Serves an open record until it is told to stop; `fonts` is a folder that comes before the system's.
pub async fn serve(
    app: App,
    listen: SocketAddr,
    fonts: Option<PathBuf>,
    today: Option<Date>,
) -> Result<ExitCode, Refusal> {
    let app = app.reading_files_by(Arc::new(|bytes: &[u8], name: Option<&str>, limits: &Limits| {
        crate::apart::reader().read(bytes, name, limits)
    }));
    let listener = TcpListener::bind(listen).await.map_err(|error| cannot_listen(listen, &error))?;
    let bound = listener.local_addr().unwrap_or(listen);
    let organs = app.organs().await.map_err(|error| of_app(&error))?;
    let setup_code = if organs.is_empty() { Some(setup_code()?) } else { None };
    print(&format!("办理页面：http://{bound}\n用 Ctrl+C 停止。"));
    if let Some(code) = &setup_code {
        print(&format!("这里还没有机关。请打开 http://{bound}/setup ，填入设置码建立机关和第一个管理员：\n  {code}"));
    }
    if !app.has_master_key() {
        print(
            "注意：没有主密钥，申请人信息和原文既不能登记也不能查看。请先用 gongkai key new 文件 造一把（已有数据的用原来那把），\
             再用环境变量 GONGKAI_MASTER_KEY_FILE 指明它并重新启动。",
        );
    }
    for organ in &organs {
        if app.organ(organ).await.is_ok_and(|profile| profile.demo) {
            print(&accounts());
        }
    }
    let serving = Serving { setup_code, fonts: fonts.into_iter().collect() };
    let site = Site::new(app.clone(), Arc::new(MachineClock::new(today)), Arc::new(MachineEntropy), serving);
    let served = web::serve(listener, site, told_to_stop()).await;
    app.store().clone().close().await;
    served.map_err(|error| Refusal::new(format!("服务中断：{error}。")))?;
    print("已停止，正在办理的请求都已办完。");
    Ok(ExitCode::SUCCESS)
}

/// The demo's accounts, one a role.
fn accounts() -> String {
    let mut told = format!("演示账号（只能在本机使用，口令都是 {}）：", app::demo::PASSWORD);
    for account in app::demo::ACCOUNTS {
        told.push_str(&format!("\n  {}\t{}", account.login, account.role.label()));
    }
    told
}

fn cannot_listen(listen: SocketAddr, error: &std::io::Error) -> Refusal {
    let why = match error.kind() {
        std::io::ErrorKind::AddrInUse => {
            "这个端口已被别的程序占用，请停止那个程序，或者用 --listen 换一个端口".to_owned()
        }
        std::io::ErrorKind::PermissionDenied => "没有权限使用这个端口，请换一个 1024 以上的端口".to_owned(),
        std::io::ErrorKind::AddrNotAvailable => "本机没有这个地址，请核对 --listen".to_owned(),
        _ => disk::in_words(error),
    };
    Refusal::new(format!("无法在 {listen} 提供服务：{why}。"))
}

/// Twelve bytes nobody can guess, for the page that founds the first organ.
fn setup_code() -> Result<String, Refusal> {
    let mut bytes = [0; 12];
    MachineEntropy.fill(&mut bytes).map_err(|_| Refusal::new("系统没有给出随机数，请检查后重试。"))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// The key the environment names, or the demo's own beside its data; none where there is neither.
fn master_key(address: &Address) -> Result<Option<MasterKey>, Refusal> {
    let beside = match address {
        Address::Folder(folder) => Some(folder.join(DEMO_KEY)).filter(|path| path.is_file()),
        Address::Database { .. } => None,
    };
    let Some(path) = master_key_file().or(beside) else { return Ok(None) };
    read_key(&path).map(Some)
}

fn read_key(path: &PathBuf) -> Result<MasterKey, Refusal> {
    let bytes = std::fs::read(path)
        .map_err(|error| Refusal::new(format!("主密钥文件 {}：{}。", path.display(), disk::in_words(&error))))?;
    MasterKey::parse(&bytes).map_err(|error| of_store(&error))
}

/// Waits for Ctrl+C, or for the system to end the program.
async fn told_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let interrupt = tokio::signal::ctrl_c();
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
        }
        Err(_) => {
            let _ = interrupt.await;
        }
    }
}
