//! The invented cases of the year before the demonstration is made.

mod answered;
mod contested;
mod ended;
mod open;
mod waiting;

use super::deed::Story;

/// All of them, the earliest first.
pub(super) fn all() -> Vec<Story> {
    let mut stories = [answered::tales(), ended::tales(), waiting::tales(), contested::tales(), open::tales()].concat();
    stories.sort_by_key(|story| std::cmp::Reverse(story.back));
    stories
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::days::OPENED_BEFORE;

    #[test]
    fn no_deed_lies_after_the_day_the_demonstration_is_made_and_none_before_the_one_told_before_it() {
        for story in all() {
            assert_eq!(story.opening.is_some(), story.back >= OPENED_BEFORE, "{:?}", story.wants);
            let entered: Vec<u32> = story.steps.iter().map(|step| step.after + step.late).collect();
            assert!(entered.iter().all(|day| *day <= story.back), "{:?}", story.wants);
            assert!(entered.is_sorted(), "{:?}: {entered:?}", story.wants);
        }
    }

    #[test]
    fn every_name_is_plainly_invented() {
        for story in all() {
            assert!(story.wants.iter().all(|wanted| wanted.contains("演示")), "{:?}", story.wants);
            for who in story.who.into_iter().chain(story.agent) {
                let name = crate::demo::words::party(who).name;
                assert!(name.starts_with("申请人") || name.ends_with("（演示）"), "{name}");
            }
        }
    }
}
