//! Applications for the tests of the lists.

use app::{ApplicationForm, Moment, Occasion, Party, Role};
use jiff::civil::Date;
use law::application::{ApplicantKind, Channel};
use uuid::Uuid;

use crate::testing::{Desk, TODAY};

/// One that came in that way on that day, entered today.
pub(super) async fn arrived(desk: &Desk, channel: Channel, on: Date, name: &str, wanted: &str) -> Uuid {
    let officer = Desk::actor(Role::DisclosureOfficer);
    let party = Party { telephone: "010-00000000".to_owned(), ..Party::named(name) };
    let form = ApplicationForm::simple(channel, ApplicantKind::NaturalPerson, party, wanted);
    let occasion = Occasion::now(&officer, Moment::on(TODAY, 9 * 3600 + 60)).on(on);
    desk.app.register(&occasion, &form).await.unwrap().recorded.case_id
}
