//! The demonstration: an organ with a year of invented cases in every state, and 2021 as one real report tells it.
//!
//! Everything is entered through the use cases an officer would use, in the order in which it would have happened, so
//! nothing in it is lawful only because it is a demonstration. It is told from the day it is made: the same day gives the
//! same ids, numbers and cells, another day gives other dates. The organ's name and its figures of 2021 are public; its
//! people, its applications and its letters are invented, and marked so.
//!
//! ```text
//! tales (who asks for what, and what was done when) ─┐
//! year_2021, figures (table two, frozen reports) ────┼─ in order of entry ─ desk ─ App
//! organ (founding, accounts) ────────────────────────┘
//! ```

mod command;
mod days;
mod deed;
mod desk;
mod figures;
mod made;
mod organ;
mod seeded;
mod sign_in;
mod tales;
mod words;
mod year_2021;

use jiff::civil::Date;
use law::application::counted_result;

pub use days::FIRST_DAY;
pub use made::{DemoCase, Made};
pub use organ::{ACCOUNTS, DemoAccount, ORGAN, PASSWORD};
pub use seeded::{SeededEntropy, SeededIds};
pub use sign_in::DemoLogin;

use crate::app::App;
use crate::error::AppError;
use crate::moment::Moment;
use crate::occasion::Occasion;
use crate::worklist::urgency_on;
use days::Days;
use deed::{Deed, Story};
use desk::{Desk, Told};
use figures::Chore;
use law::calendar::Calendar;

/// The last second of the day the demonstration is looked at.
const EVENING: u32 = 20 * 3600;

/// What is entered on one day: a deed of a story on the day of its fact, or a chore of the office.
enum Entry {
    Deed { story: usize, deed: Deed, on: Date },
    Chore(Chore),
}

/// Makes the demonstration as of a day in a record that has no organ of its code yet.
///
/// To be the same each time the application must be opened with [`SeededIds`] and [`SeededEntropy`] of that day, and with
/// a master key. Refused for days before [`FIRST_DAY`]. For days before 2023 the year before reaches into 2021, which
/// belongs to the one real report; then only what came after 2021 is told.
pub async fn make(app: &App, today: Date) -> Result<Made, AppError> {
    if today < FIRST_DAY {
        let first = law::reason::chinese_date(FIRST_DAY);
        return Err(AppError::NotNow(format!("演示数据从{first}起才能生成，请用 --today 指明这一天或者以后的日期")));
    }
    let calendar = Calendar::embedded();
    let days = Days::new(&calendar, today)?;
    let mut desk = Desk::new(app, &days);
    app.start(desk.moment()).await?;
    organ::found(&mut desk).await?;
    let mut made = Made::new(app.organ(ORGAN).await?.name, today, days.opened);
    if year_2021::enter(&mut desk).await? {
        made.frozen.push(2021);
    }
    let stories = tales::all();
    let mut told: Vec<Told<'_>> = Vec::new();
    for (day, entry) in agenda(&days, &stories, &mut told)? {
        desk.go_to(day);
        match entry {
            Entry::Chore(chore) => made.frozen.extend(chore.done(&mut desk).await?),
            Entry::Deed { story, deed, on } => {
                if let Some(told) = told.get_mut(story) {
                    desk.carry_out(told, &deed, on).await?;
                }
            }
        }
    }
    look_back(&desk, &mut made).await?;
    Ok(made)
}

/// Lays out what is entered when: chores and the stories' steps, in order of entry.
fn agenda<'s>(days: &Days<'_>, stories: &'s [Story], told: &mut Vec<Told<'s>>) -> Result<Vec<(Date, Entry)>, AppError> {
    let mut agenda: Vec<(Date, Entry)> =
        figures::chores(days)?.into_iter().map(|(day, chore)| (day, Entry::Chore(chore))).collect();
    for story in stories {
        let arrived = days.back(story.back)?;
        let first = story.steps.first().map_or(0, |step| step.late);
        // What would have come before the record was opened is not told, unless it was open then.
        let entered = days.after(arrived, first)?;
        if entered < days.opened || arrived <= days.opened && story.opening.is_none() {
            continue;
        }
        let place = told.len();
        told.push(Told::new(story, arrived));
        for step in &story.steps {
            let on = days.after(arrived, step.after)?;
            let entered = days.after(on, step.late)?;
            agenda.push((entered, Entry::Deed { story: place, deed: step.deed.clone(), on }));
        }
    }
    agenda.sort_by_key(|(day, _)| *day);
    Ok(agenda)
}

/// Tells where every case stands on the day the demonstration is made.
async fn look_back(desk: &Desk<'_>, made: &mut Made) -> Result<(), AppError> {
    let occasion = Occasion::now(&desk.staff.officer, Moment::on(made.today, EVENING));
    let calendar = desk.app.calendar().await?;
    let profile = desk.app.organ(ORGAN).await?;
    for case_id in &desk.cases {
        let view = desk.app.case(&occasion, *case_id).await?;
        let clock = &view.clock.value;
        let urgency = urgency_on(clock, made.today, &calendar, &profile);
        made.pending_remedies += made::pending_remedies(&view.case.law);
        made.cases.push(DemoCase {
            case_id: *case_id,
            standing: made::standing(&view.case.law, clock, urgency),
            result: counted_result(&view.case.law, &profile.law).map(|result| result.row),
            number: view.case.number.unwrap_or_default(),
        });
    }
    Ok(())
}
