//! Work spread over threads, its results in the order in which it was given.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

/// So many batches a thread take the load evenly; a batch is small enough that what is done is told soon.
const BATCHES: usize = 64;
const LARGEST_BATCH: usize = 64;

/// Does `count` pieces of work on at most `jobs` threads; `done` hears on the calling thread how many are finished.
///
/// The results stand in the order of the pieces, whichever was finished first.
pub fn spread<T: Send>(
    jobs: usize,
    count: usize,
    work: impl Fn(usize) -> T + Sync,
    mut done: impl FnMut(usize),
) -> Vec<T> {
    let jobs = jobs.clamp(1, count.max(1));
    if jobs == 1 {
        return (0..count)
            .map(|at| {
                let made = work(at);
                done(at + 1);
                made
            })
            .collect();
    }
    let batch = (count / (jobs * BATCHES)).clamp(1, LARGEST_BATCH);
    let next = AtomicUsize::new(0);
    let (send, receive) = mpsc::sync_channel(2 * jobs);
    let mut made: Vec<Option<T>> = Vec::new();
    made.resize_with(count, || None);
    std::thread::scope(|scope| {
        for _ in 0..jobs {
            let (send, next, work) = (send.clone(), &next, &work);
            scope.spawn(move || {
                loop {
                    let from = next.fetch_add(batch, Ordering::Relaxed);
                    let pieces = from..(from + batch).min(count);
                    if pieces.is_empty() || send.send((from, pieces.map(work).collect::<Vec<T>>())).is_err() {
                        break;
                    }
                }
            });
        }
        drop(send);
        let mut finished = 0;
        for (from, pieces) in receive {
            finished += pieces.len();
            for (slot, one) in made.iter_mut().skip(from).zip(pieces) {
                *slot = Some(one);
            }
            done(finished);
        }
    });
    made.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_stand_in_order_and_every_piece_is_told() {
        for jobs in [0, 1, 3, 200] {
            let mut heard = Vec::new();
            let made = spread(jobs, 100, |at| at * at, |finished| heard.push(finished));
            assert_eq!(made, (0..100).map(|at| at * at).collect::<Vec<_>>());
            assert_eq!(heard, (1..=100).collect::<Vec<_>>());
            assert!(spread(jobs, 0, |at| at, |_| {}).is_empty());
            let mut last = 0;
            let made = spread(jobs, 20_001, |at| at, |finished| last = finished);
            assert!(made.into_iter().eq(0..20_001) && last == 20_001);
        }
    }
}
