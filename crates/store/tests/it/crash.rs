//! SIGKILL while writing: what was acknowledged is there afterwards, and the chain is whole.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

use store::{Address, Blob, CaseRow, Changes, Engine, FilesAddress, Store};

use crate::place::{ORGAN, Place, at, event, id, on_postgres, on_sqlite, runtime};
use crate::rows::case_row;

/// Variable by which this binary knows that it is the writer to be killed.
const WRITER: &str = "GONGKAI_STORE_TEST_WRITER";
const STREAMS: u128 = 3;

/// Not a test of its own: started again by the tests below, it writes until it is killed and says what is committed.
#[test]
fn writer_child() {
    let Ok(to) = std::env::var(WRITER) else { return };
    let address = match to.split_once('\n') {
        None => Address::Folder(to.into()),
        Some((url, files)) => Address::Database { url: url.to_owned(), files: FilesAddress::Folder(files.into()) },
    };
    runtime().block_on(async {
        let store = Store::open(&address).await.unwrap();
        let writers: Vec<_> = (1..=STREAMS).map(|case| tokio::spawn(write_on(store.clone(), case))).collect();
        for writer in writers {
            writer.await.unwrap();
        }
    });
}

async fn write_on(store: Store, case: u128) {
    let stream = format!("case/{}", id(case));
    let mut head = store.load(ORGAN, &stream).await.unwrap().head;
    loop {
        let mut write = store.write().await.unwrap();
        let new = event("Moved", &format!("{stream} {}", head.seq));
        let mut changes = Changes::new();
        changes.put(&CaseRow { updated_seq: head.seq + 1, ..case_row(case, "open") });
        head = write.append(ORGAN, &stream, &head, vec![new], &changes).await.unwrap().head;
        let number = write.allocate(ORGAN, &stream, 2026).await.unwrap();
        assert_eq!(number, head.seq, "as many numbers as events");
        if head.seq % 4 == 0 {
            let file = format!("file {} of {stream}", head.seq);
            write.put_blob(ORGAN, file.into_bytes(), "text/plain", at(0)).await.unwrap();
        }
        write.commit().await.unwrap();
        // One write of one line, so that lines of several writers do not mix.
        std::io::stdout().write_all(format!("ack {case} {}\n", head.seq).as_bytes()).unwrap();
    }
}

fn start(place: &Place) -> Child {
    let to = match &place.address {
        Address::Folder(folder) => folder.display().to_string(),
        Address::Database { url, .. } => format!("{url}\n{}", place.folder.path().join("files").display()),
    };
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "crash::writer_child", "--nocapture", "--test-threads=1"])
        .env(WRITER, to)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Kills a writer after `acks` acknowledgements and gives the last one of each stream that it managed to say.
fn killed_after(place: &Place, acks: usize) -> Vec<i64> {
    let mut child = start(place);
    let mut acked = vec![0; STREAMS as usize];
    let mut heard = 0;
    let mut killed = false;
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let line = line.unwrap();
        let mut words = line.split(' ');
        if words.next() != Some("ack") {
            continue;
        }
        // The last line may have been cut off by the kill; it still begins with what was committed or is left out.
        if let (Some(Ok(case)), Some(Ok(seq))) = (words.next().map(str::parse::<usize>), words.next().map(str::parse)) {
            acked[case - 1] = seq;
            heard += 1;
        }
        if heard >= acks && !killed {
            child.kill().unwrap();
            killed = true;
        }
    }
    assert!(killed, "the writer ended by itself after {heard} acknowledgements");
    child.wait().unwrap();
    acked
}

async fn survives(place: Place, times: u64) {
    place.store().await.close().await;
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    let mut before = vec![0; STREAMS as usize];
    for time in 0..times {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let acked = killed_after(&place, 1 + (random >> 60) as usize);
        let store = Store::open(&place.address).await.unwrap();
        for case in 1..=STREAMS {
            let at = case as usize - 1;
            let head = store.load(ORGAN, &format!("case/{}", id(case))).await.unwrap().head;
            assert!(head.seq >= acked[at].max(before[at]), "kill {time}: acknowledged {acked:?}, found {head:?}");
            let row = store.find::<CaseRow>(ORGAN, &id(case)).await.unwrap();
            assert_eq!(row.map_or(0, |row| row.updated_seq), head.seq, "kill {time}: rows go with their events");
            before[at] = head.seq;
        }
        store.verify(None).await.unwrap().unwrap_or_else(|broken| panic!("kill {time}: {broken}"));
        store.close().await;
    }
    let store = Store::open(&place.address).await.unwrap();
    let files = store.verify_files(None).await.unwrap();
    let noted = store.read().await.unwrap().list::<Blob>(ORGAN).await.unwrap().len() as u64;
    assert_eq!(files, noted);
    assert_eq!(noted as i64, before.iter().map(|seq| seq / 4).sum::<i64>(), "a file went with every fourth event");
    let engine = if place.engine == Engine::Sqlite { "SQLite" } else { "PostgreSQL" };
    println!("{engine}: {times} kills, {} events, {files} files", before.iter().sum::<i64>());
}

#[test]
fn a_hundred_kills_lose_nothing_acknowledged() {
    on_sqlite(|place| survives(place, 100));
}

#[test]
fn a_writer_to_the_server_may_be_killed_too() {
    on_postgres(|place| survives(place, 5));
}
