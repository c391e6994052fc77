//! The invented cases of the year before the demonstration is made.

mod answered;
mod contested;
mod ended;
mod open;
mod waiting;

use super::deed::{Deed, Step, Story};

/// All of them, the earliest first, each handed to its unit once it is received.
pub(super) fn all() -> Vec<Story> {
    let mut stories = [answered::tales(), ended::tales(), waiting::tales(), contested::tales(), open::tales()].concat();
    stories.sort_by_key(|story| std::cmp::Reverse(story.back));
    stories.into_iter().map(handed_on).collect()
}

/// Has the case handed to its unit the working day after it was entered, or the day receipt was confirmed.
fn handed_on(mut story: Story) -> Story {
    let confirmed = story.steps.iter().find(|step| matches!(step.deed, Deed::Confirm(_)));
    let entered = story.steps.first().map_or(0, |step| step.late);
    let day = match confirmed {
        Some(step) => step.after,
        None if story.channel.needs_confirmation() => return story,
        None => entered.max(1),
    };
    let at_once = story.steps.iter().any(|step| matches!(step.deed, Deed::OnTheSpot(_)));
    if !at_once && day <= story.back {
        let place = story.steps.partition_point(|step| step.after + step.late <= day);
        story.steps.insert(place, Step { after: day, late: 0, deed: Deed::Assign });
    }
    story
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
