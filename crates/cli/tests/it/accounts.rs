//! Accounts and the master key from the command line.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::program::{Answer, gongkai, gongkai_told};

/// A record with one organ and two users.
struct Organ {
    _folder: tempfile::TempDir,
    data: PathBuf,
}

impl Organ {
    fn founded() -> Organ {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let organ = Organ { data: folder.path().join("data"), _folder: folder };
        let founded = organ.told("organ found demo-bureau --name 示例区某某局 --short 某局", "");
        assert_eq!(founded.status, 0, "{}", founded.err);
        for (login, role) in [("boss", "admin"), ("wang", "officer")] {
            let added = organ.told(&format!("user add {login} --name 某岗位 --role {role}"), "first long password\n");
            assert_eq!(added.status, 0, "{}", added.err);
        }
        organ
    }

    fn told(&self, args: &str, input: &str) -> Answer {
        let args = args.split_whitespace().map(OsStr::new).chain([OsStr::new("--data"), self.data.as_os_str()]);
        gongkai_told(args, input)
    }

    fn users(&self) -> serde_json::Value {
        self.told("user list --format json", "").json()
    }
}

#[test]
fn users_are_listed_closed_and_reopened() {
    let organ = Organ::founded();
    let users = organ.users();
    assert_eq!(users[1]["login"], "wang");
    assert_eq!(users[1]["roles"][0], "officer");
    assert_eq!((&users[1]["active"], &users[1]["signed_in_at"]), (&true.into(), &serde_json::Value::Null));
    let closed = organ.told("user close wang --reason 调离", "");
    assert_eq!(closed.status, 0, "{}", closed.err);
    assert_eq!(organ.users()[1]["active"], false);
    let listed = organ.told("user list", "");
    assert!(listed.out.contains("已停用") && listed.out.contains("还没有登录过"), "{}", listed.out);
    assert_eq!(organ.told("user close wang", "").status, 1);
    let reopened = organ.told("user reopen wang --format json", "");
    assert_eq!(reopened.json()["login"], "wang", "{}", reopened.err);
    let last = organ.told("user close boss", "");
    assert_eq!(last.status, 1);
    assert!(last.err.contains("最后一位"), "{}", last.err);
    let nobody = organ.told("user close nobody --format json", "");
    assert_eq!((nobody.status, nobody.json()["refusal"].is_object()), (1, true));
}

#[test]
fn a_password_is_reset_from_standard_input() {
    let organ = Organ::founded();
    let kept = || std::fs::read(organ.data.join("gongkai.db")).expect("the database is a file");
    let before = kept();
    for short in ["x\n", "", "wang-wang-wang\n"] {
        let refused = organ.told("user password wang", short);
        assert_eq!(refused.status, 1, "{short}");
        assert!(refused.err.contains("口令"), "{}", refused.err);
    }
    let done = organ.told("user password wang", "second long password\r\n");
    assert_eq!(done.status, 0, "{}", done.err);
    assert!(!done.out.contains("second") && !done.err.contains("second"));
    assert_ne!(before, kept());
    assert_eq!(organ.told("verify", "").status, 0);
}

fn key(file: &Path) -> Answer {
    gongkai([OsStr::new("key"), "new".as_ref(), file.as_os_str()])
}

#[test]
fn a_master_key_is_made_once_and_is_its_owner_s_alone() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (one, other) = (folder.path().join("one.key"), folder.path().join("other.key"));
    for file in [&one, &other] {
        let made = key(file);
        assert_eq!(made.status, 0, "{}", made.err);
        let text = std::fs::read_to_string(file).expect("the key is text");
        assert!(text.trim_end().len() == 64 && text.trim_end().bytes().all(|byte| byte.is_ascii_hexdigit()));
        assert!(!made.out.contains(text.trim_end()), "the key is not shown");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = std::fs::metadata(file).expect("the file is there").permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }
    let first = std::fs::read(&one).expect("the key is there");
    assert_ne!(first, std::fs::read(&other).expect("the key is there"));
    let again = key(&one);
    assert_eq!(again.status, 1);
    assert!(again.err.contains("不会覆盖"), "{}", again.err);
    assert_eq!(first, std::fs::read(&one).expect("the key is there"));
    let nowhere = key(&folder.path().join("none/x.key"));
    assert_eq!(nowhere.status, 1);
    assert!(!nowhere.err.contains("No such"), "{}", nowhere.err);
}
