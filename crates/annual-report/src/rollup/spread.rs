//! Work spread over threads, its results in the order in which it was given.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

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
    let next = AtomicUsize::new(0);
    let (send, receive) = mpsc::sync_channel(64 * jobs);
    let mut made: Vec<Option<T>> = Vec::new();
    made.resize_with(count, || None);
    std::thread::scope(|scope| {
        for _ in 0..jobs {
            let (send, next, work) = (send.clone(), &next, &work);
            scope.spawn(move || {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    if at >= count || send.send((at, work(at))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(send);
        for (finished, (at, one)) in receive.into_iter().enumerate() {
            if let Some(slot) = made.get_mut(at) {
                *slot = Some(one);
            }
            done(finished + 1);
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
        }
    }
}
